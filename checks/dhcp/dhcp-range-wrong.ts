import { heldAddresses, isServedFrom, rangesOf } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { killCommands } from '../../src/remedies/dnsmasq.ts';
import { isInRange, rangeOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'dhcp-range-wrong',
  layer: 'dhcp',
  title: 'DHCP server was started without the range of a subnet',
  why: 'dnsmasq answers only in the ranges of its command line ("no address range available"), whatever its host file says.',
  symptom:
    'The log of dnsmasq repeats "no address range available for DHCP request via tap…" for VMs whose host lines are correct.',
  remedy: 'End dnsmasq and restart the DHCP agent, which starts it with a range for each of its subnets.',
  limits:
    'A subnet with DHCP disabled has no range: a range is expected only where the port has an address and VMs have host lines.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: ['dhcp-server-not-listening'],
  applies: ({ processes }) => processes.length > 0,
  judge(server, { services }) {
    const hosts = required(server.dhcpFiles)?.hosts ?? [];
    const ranges = rangesOf(server);
    // The port has an address in just those subnets for which DHCP is enabled.
    const [held] = (heldAddresses(server) ?? []).filter(
      (candidate) =>
        hosts.some(({ address }) => address !== candidate.address && isInRange(address, rangeOf(candidate))) &&
        !ranges.some((range) => isServedFrom(range, candidate)),
    );
    const device = required(server.interface);
    if (held === undefined || device === undefined) return undefined;
    const { namespace, networkId, processes } = server;
    const given = ranges.map(({ word }) => word).join(' ');
    return {
      summary: `The dnsmasq of ${namespace} has no range for ${rangeOf(held)}, where its port ${device.name} and the VMs are; it was started with ${given === '' ? 'none' : given}.`,
      evidence: [processEvidence(processes, `dnsmasq.*${networkId}`), addressEvidence(namespace, device)],
      fix: restartFix(services, 'dhcp-agent', 'starts dnsmasq with the ranges of its subnets', killCommands(processes)),
    };
  },
});
