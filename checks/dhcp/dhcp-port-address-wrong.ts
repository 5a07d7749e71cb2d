import { heldAddresses, isServedFrom, rangesOf } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { isInRange, rangeOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'dhcp-port-address-wrong',
  layer: 'dhcp',
  title: 'DHCP port has an address of another subnet',
  why: 'dnsmasq serves only ranges in which its port has an address: with another one it answers no requests.',
  symptom: 'One network gets no leases since its subnet changed or its port was given an address by hand.',
  remedy: "Restart the DHCP agent, which sets the port's addresses as in Neutron.",
  limits:
    "Needs ranges on dnsmasq's command line and host lines to compare with; one matching address is enough to pass.",
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server, { services }) {
    const hosts = required(server.dhcpFiles)?.hosts ?? [];
    const held = heldAddresses(server) ?? [];
    const ranges = rangesOf(server);
    const isOfNetwork = held.some(
      (candidate) =>
        ranges.some((range) => isServedFrom(range, candidate)) ||
        hosts.some(({ address }) => isInRange(address, rangeOf(candidate))),
    );
    const device = required(server.interface);
    if (device === undefined || held.length === 0 || ranges.length === 0 || hosts.length === 0 || isOfNetwork) {
      return undefined;
    }
    const { namespace, networkId, processes } = server;
    return {
      summary: `${device.name} in ${namespace} has ${held.map(({ address }) => address).join(', ')}, which is in no subnet that its dnsmasq serves.`,
      evidence: [addressEvidence(namespace, device), processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: restartFix(services, 'dhcp-agent', "sets the port's addresses as in Neutron"),
    };
  },
});
