import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'dhcp-namespace-bare',
  layer: 'dhcp',
  title: 'Namespace of a DHCP server holds nothing but lo',
  why: 'Without its port in the namespace, dnsmasq hears no client of the network.',
  symptom: 'VMs of one network get no address, and `ip a` in its qdhcp namespace shows lo alone.',
  remedy:
    "Check `ovs-vsctl show` for an error at the network's tap port and the DHCP agent's log for the network; restart the DHCP agent, which plugs the port again.",
  limits:
    'Read from a saved text. The namespace may be left over from a network without DHCP, so it only warns; it is silent where the port of another network is seen.',
  sources: [
    'https://bugs.launchpad.net/bugs/1052535',
    'https://docs.openstack.org/neutron/latest/configuration/dhcp-agent.html',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  with: ['dhcpServers'],
  explainedBy: ['agent-task-failed', 'dhcp-port-missing', 'dhcp-namespace-broken'],
  applies: says('dhcp-namespace-bare'),
  judge: (item, { dhcpServers }) =>
    valuesOf(dhcpServers).some(({ stack }) =>
      valuesOf(stack?.interfaces ?? { known: false, reason: '' }).some(({ name }) => name !== 'lo'),
    )
      ? undefined
      : statedFault(item, 'dhcp-namespace-bare', () => ({
          summary: `There is nothing but lo${placeOf(item)}: its DHCP port is not in it, or the network has no DHCP.`,
          fix: null,
        })),
});
