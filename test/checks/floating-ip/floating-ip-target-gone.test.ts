import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { rules } from '../../support/edits/iptables.ts';
import { filesA, qrouterA, vm2 } from '../../support/lab-names.ts';

const leadsTo = (address: string) => rules(qrouterA).changed('10.11.12.3', address);

testCheck('floating-ip-target-gone', [
  reject('the address of an instance that was deleted', leadsTo('10.11.12.77'), {
    summary: /203\.0\.113\.150.*10\.11\.12\.77/,
    fix: null,
  }),
  accept('the address of another VM', leadsTo(vm2.address)),
  accept(
    'a network that is served by DHCP elsewhere',
    all(
      leadsTo('10.11.12.77'),
      ...['host', 'opts', 'pid', 'interface', 'leases', 'addn_hosts'].map((name) =>
        agentFile(`${filesA}/${name}`).gone(),
      ),
    ),
  ),
]);
