import { defineCheck, told } from '../../src/engine/check.ts';
import { heldAddresses, isServedFrom, rangesOf } from '../../src/engine/dhcp.ts';
import { addressEvidence, processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { isInRange, rangeOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'dhcp-port-address-wrong',
  layer: 'dhcp',
  title: 'DHCP port has the address of another subnet',
  why: 'dnsmasq serves only those ranges in which its own port has an address: with another one it stays silent.',
  symptom: 'One network gets no lease since its subnet was changed or its port was given an address by hand.',
  remedy: 'Restart the DHCP agent, which gives the port what Neutron has for it and takes the rest away.',
  limits:
    'It needs ranges on the command line of dnsmasq and host lines to compare with; one address in one of them is enough to pass.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  applies: ({ processes }) => processes.length > 0,
  judge(server) {
    const hosts = told(server.dhcpFiles)?.hosts ?? [];
    const held = heldAddresses(server) ?? [];
    const ranges = rangesOf(server);
    const isOfNetwork = held.some(
      (candidate) =>
        ranges.some((range) => isServedFrom(range, candidate)) ||
        hosts.some(({ address }) => isInRange(address, rangeOf(candidate))),
    );
    const device = told(server.interface);
    if (device === undefined || held.length === 0 || ranges.length === 0 || hosts.length === 0 || isOfNetwork) {
      return undefined;
    }
    const { namespace, networkId, processes, host } = server;
    return {
      summary: `${device.name} in ${namespace} has ${held.map(({ address }) => address).join(', ')}, which is in no subnet that its dnsmasq serves.`,
      evidence: [addressEvidence(namespace, device), processEvidence(processes, `dnsmasq.*${networkId}`)],
      fix: restartFix(host, 'dhcp-agent', 'gives its port the addresses that Neutron gave it, and takes others away'),
    };
  },
});
