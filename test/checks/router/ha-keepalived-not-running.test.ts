import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { process } from '../../support/edits/processes.ts';
import { qrouterA, restart, routerA } from '../../support/lab-names.ts';

testCheck(
  'ha-keepalived-not-running',
  [
    reject('a router whose keepalived has died', process(/keepalived -P/).gone(), {
      summary: /qrouter-6259a93a.*primary/,
      subject: qrouterA,
      fix: [restart.l3],
    }),
    accept(
      'a router on standby, with its keepalived',
      agentFile(`/var/lib/neutron/ha_confs/${routerA}/state`).lines('backup'),
    ),
  ],
  { on: 'ha' },
);
