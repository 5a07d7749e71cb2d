import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';

const drop = rules().policy('filter', 'FORWARD', 'DROP');

testCheck('hybrid-forward-dropped', [
  reject(
    'a policy of DROP, and the jump to the rules gone',
    all(drop, rules().without('-A FORWARD -j neutron-openvswi-FORWARD')),
    {
      summary: /tap71e4b0be-57.*neutron-openvswi-FORWARD/,
      fix: ['iptables -I FORWARD -j neutron-openvswi-FORWARD'],
    },
  ),
  reject('a rule against all before the jump', rules().first('filter', '-A FORWARD -j DROP'), {
    summary: /neutron-openvswi-FORWARD/,
    fix: ['iptables -t filter -D FORWARD -j DROP'],
  }),
  accept('a policy of DROP behind the jump', drop),
  accept(
    'a rule against one port before the jump',
    rules().first('filter', '-A FORWARD -p tcp -m tcp --dport 25 -j DROP'),
  ),
]);
