import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { rules } from '../../support/edits/iptables.ts';
import { filesA, restart, vm2 } from '../../support/lab-names.ts';

const hosts = agentFile(`${filesA}/host`);

testCheck('dhcp-host-entry-missing', [
  reject('a VM whose line is gone', hosts.without(vm2.mac), {
    summary: /fa:16:3e:f1:bb:c8.*qvoa895a5a6-65|qvoa895a5a6-65.*fa:16:3e:f1:bb:c8/,
    fix: [`sed -i $afa:16:3e:f1:bb:c8,host-10-11-12-4.openstacklocal,10.11.12.4 ${filesA}/host`, 'kill -HUP 162'],
  }),
  reject('a VM whose line has another MAC', hosts.changed(vm2.mac, 'fa:16:3e:00:00:01'), {
    summary: /fa:16:3e:f1:bb:c8/,
    fix: [`sed -i s/^fa:16:3e:00:00:01,/fa:16:3e:f1:bb:c8,/ ${filesA}/host`, 'kill -HUP 162'],
  }),
  reject('one whose address no rule tells', all(hosts.without(vm2.mac), rules().without(vm2.mac)), {
    summary: /fa:16:3e:f1:bb:c8/,
    fix: [restart.dhcp],
  }),
  accept(
    'a line with an IPv6 address alone',
    hosts.changed(`${vm2.mac},host-10-11-12-4.openstacklocal,10.11.12.4`, `${vm2.mac},host-x.openstacklocal,[fd00::4]`),
  ),
  accept('a VM that is shut off', all(hosts.without(vm2.mac), device(vm2.tap).gone())),
]);

testCheck(
  'dhcp-host-entry-missing',
  [
    reject(
      'a VM whose line has another MAC, where the switch is the firewall',
      hosts.changed(vm2.mac, 'fa:16:3e:00:00:01'),
      {
        summary: /fa:16:3e:f1:bb:c8/,
        fix: [`sed -i s/^fa:16:3e:00:00:01,/fa:16:3e:f1:bb:c8,/ ${filesA}/host`, 'kill -HUP 161'],
      },
    ),
    accept('a VM that is shut off', all(hosts.without(vm2.mac), device(vm2.tap).gone())),
  ],
  { on: 'native-firewall' },
);
