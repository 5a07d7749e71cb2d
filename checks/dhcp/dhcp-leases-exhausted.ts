import { keepsLeases } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { forgetLeasesFix, killCommands } from '../../src/remedies/dnsmasq.ts';
import type { DhcpServer } from '../../src/topology/networks.ts';

export default defineCheck({
  id: 'dhcp-leases-exhausted',
  layer: 'dhcp',
  title: 'DHCP server has no lease left',
  why: 'At its limit dnsmasq still offers an address, and then refuses the request for it ("no leases left").',
  symptom: 'New VMs are offered an address and then refused it, repeatedly; dnsmasq logs "no leases left".',
  remedy:
    'Delete the leases of MACs that the network no longer has while dnsmasq is down, and restart the DHCP agent; where all are in use, raise dnsmasq_lease_max. A limit that other networks do not have goes with a restart of dnsmasq.',
  limits:
    'At the limit with a lease for every host line, dnsmasq refuses no request, and that is no fault. Only leases in the file are seen.',
  sources: [
    'https://github.com/risuorg/risu',
    'https://github.com/projectcalico/felix/issues/233',
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services', 'dhcpServers'],
  explainedBy: [],
  applies: (server) => !server.dhcpFiles.known || keepsLeases(server),
  judge(server, { services, dhcpServers }) {
    const { hosts, leases, macs, folder } = required(server.dhcpFiles) ?? {
      hosts: [],
      leases: [],
      macs: new Set<string>(),
    };
    const [limit] = server.processes.flatMap(({ leaseLimit }) => leaseLimit ?? []);
    const refused = hosts.filter(({ address }) => !leases.some((lease) => lease.address === address));
    if (limit === undefined || leases.length < limit || refused.length === 0) return undefined;
    const dead = leases.filter(({ mac }) => !macs.has(mac));
    return {
      summary: `The dnsmasq of ${server.namespace} has no leases left (${limit}/${limit}), ${dead.length} of them held by MACs that the network no longer has.`,
      evidence: [
        processEvidence(server.processes, `dnsmasq.*${server.networkId}`),
        { command: ['cat', `${folder}/leases`], where: 'host', output: leases.map(({ line }) => line).join('\n') },
      ],
      // Where all leases are in use, only a higher limit helps, which is the operator's to set (dnsmasq_lease_max).
      fix:
        dead.length === 0
          ? isLimitOdd(server, limit, valuesOf(dhcpServers))
            ? restartFix(services, 'dhcp-agent', 'starts dnsmasq with its usual limit', killCommands(server.processes))
            : null
          : forgetLeasesFix(
              server,
              dead.map(({ address }) => address),
              services,
            ),
    };
  },
});

/** The agent's limit is dnsmasq_lease_max, the same for all, or the size of the ranges where that is smaller. */
function isLimitOdd({ processes }: DhcpServer, limit: number, all: readonly DhcpServer[]): boolean {
  const sizes = processes.flatMap(({ ranges }) => ranges.map(({ netmask }) => sizeOf(netmask)));
  const limits = all.flatMap((server) => server.processes.flatMap(({ leaseLimit }) => leaseLimit ?? []));
  return limit < Math.min(sum(sizes), Math.max(...limits));
}

/** How many addresses a range with this mask has; none where it is not known. */
const sizeOf = (netmask = ''): number => {
  const [first = 0, second = 0, third = 0, fourth = 0] = netmask.split('.').map(Number);
  return netmask === '' ? 0 : 2 ** 32 - (((first * 256 + second) * 256 + third) * 256 + fourth);
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
