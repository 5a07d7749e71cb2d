import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { flows } from '../../support/edits/flows.ts';
import { filesA, vm1 } from '../../support/lab-names.ts';

const answer = (address: string, mac: string) =>
  flows('br-tun').with(
    21,
    `priority=1,arp,dl_vlan=3,arp_tpa=${address} actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[],mod_dl_src:${mac},IN_PORT`,
  );

testCheck('arp-responder-wrong', [
  reject('the MAC of a VM that had the address before', answer(vm1.address, 'fa:16:3e:00:be:ef'), {
    summary: /10\.11\.12\.3 .*fa:16:3e:00:be:ef.*fa:16:3e:53:84:4f/,
    fix: ['ovs-ofctl --strict del-flows br-tun table=21,priority=1,arp,dl_vlan=3,arp_tpa=10.11.12.3'],
  }),
  accept('the MAC that the address has', answer(vm1.address, vm1.mac)),
  accept('an address that no line of the host file has', answer('10.11.12.77', 'fa:16:3e:00:be:ef')),
  accept(
    'an address with two MACs, of which it is one',
    all(
      answer(vm1.address, 'fa:16:3e:00:be:ef'),
      agentFile(`${filesA}/host`).with('fa:16:3e:00:be:ef,host-10-11-12-3.openstacklocal,10.11.12.3'),
    ),
  ),
]);
