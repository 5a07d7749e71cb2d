import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { flows } from '../../support/edits/flows.ts';
import { restart } from '../../support/lab-names.ts';

testCheck(
  'native-firewall-flows-missing',
  [
    reject('a port without flows for what it sends', flows('br-int').without(/table=71,.*in_port=19/), {
      summary: /tap71e4b0be-57.*71/,
      fix: [restart.l2],
    }),
    reject(
      'a port that no flow of the firewall knows',
      flows('br-int').without(/in_port=19|dl_dst=fa:16:3e:53:84:4f/),
      {
        summary: /tap71e4b0be-57.*19/,
        severity: 'warning',
        fix: [restart.l2],
      },
    ),
    accept('a connection that no rule lets through', flows('br-int').without('tp_dst=22')),
  ],
  { on: 'native-firewall' },
);
