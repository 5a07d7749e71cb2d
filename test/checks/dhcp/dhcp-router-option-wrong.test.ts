import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile, dnsmasqConfig } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { routes } from '../../support/edits/ip.ts';
import { wire } from '../../support/edits/wire.ts';
import { dhcpA, filesA, qdhcpA, restart, vm2 } from '../../support/lab-names.ts';

const routerOption = (address: string) =>
  agentFile(`${filesA}/opts`).changed('option:router,10.11.12.1', `option:router,${address}`);

testCheck('dhcp-router-option-wrong', [
  reject('a router that nobody is', routerOption('10.11.12.99'), {
    summary: /10\.11\.12\.99.*10\.11\.12\.1\b/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  reject(
    'a configuration file that takes the router out of offers',
    all(dnsmasqConfig('dhcp-option-force=3'), wire(dhcpA).changed('OFFER', { options: { 3: undefined } })),
    {
      summary: /offers no router, as \/etc\/neutron\/dnsmasq-neutron\.conf says; expected 10\.11\.12\.1\./,
      fix: ['sed -i s|^dhcp-option-force=3$|#&| /etc/neutron/dnsmasq-neutron.conf', 'kill 162', restart.dhcp],
    },
  ),
  accept(
    'a configuration file for clients with a tag that nobody has',
    dnsmasqConfig('dhcp-option=tag:x,3,10.11.12.99'),
  ),
  accept('a VM that is the gateway', routerOption(vm2.address)),
  accept(
    'a gateway outside of Neutron, which the namespace uses too',
    all(routerOption('10.11.12.99'), routes(qdhcpA).changed('default', { gateway: '10.11.12.99' })),
  ),
]);
