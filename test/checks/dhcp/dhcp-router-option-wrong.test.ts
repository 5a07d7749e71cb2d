import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { agentFile } from '../../support/edits/agent-files.ts';
import { all } from '../../support/edits/change.ts';
import { routes } from '../../support/edits/ip.ts';
import { filesA, qdhcpA, restart, vm2 } from '../../support/lab-names.ts';

const routerOption = (address: string) =>
  agentFile(`${filesA}/opts`).changed('option:router,10.11.12.1', `option:router,${address}`);

testCheck('dhcp-router-option-wrong', [
  reject('a router that nobody is', routerOption('10.11.12.99'), {
    summary: /10\.11\.12\.99.*10\.11\.12\.1\b/,
    subject: qdhcpA,
    fix: [restart.dhcp],
  }),
  reject('no router, where dnsmasq names itself', agentFile(`${filesA}/opts`).without('option:router'), {
    summary: /name no router.*10\.11\.12\.1\b/,
    fix: [restart.dhcp],
  }),
  accept(
    'an empty option, as of a subnet without a gateway',
    agentFile(`${filesA}/opts`).changed('option:router,10.11.12.1', 'option:router'),
  ),
  accept('a VM that is the gateway', routerOption(vm2.address)),
  accept(
    'a gateway outside of Neutron, which the namespace uses too',
    all(routerOption('10.11.12.99'), routes(qdhcpA).changed('default', { gateway: '10.11.12.99' })),
  ),
]);
