import { defineCheck, required } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** From here on bursts hit the limit. */
const nearlyFull = 0.95;

export default defineCheck({
  id: 'neighbour-table-full',
  layer: 'platform',
  title: 'Neighbour table is full',
  why: "All namespaces share one neighbour table: when it is full, routers and DHCP servers can't resolve new neighbours.",
  symptom:
    'VMs are intermittently unreachable, more so in a larger cloud, and the kernel logs "neighbour: arp_cache: neighbor table overflow!".',
  remedy: 'Raise net.ipv4.neigh.default.gc_thresh1 to 3, also in /etc/sysctl.d.',
  limits:
    'A warning from 95 %; an error if the kernel has refused entries since boot. Permanent entries of distributed routers count, though newer kernels exempt them. Not visible in a container.',
  sources: ['https://phabricator.wikimedia.org/T234373', 'https://man7.org/linux/man-pages/man7/arp.7.html'],
  severity: 'error',
  each: 'limits',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  applies: ({ kernel }) => !kernel.known || kernel.value.neighbours !== undefined,
  judge({ kernel }) {
    const { neighbours } = required(kernel);
    if (neighbours === undefined || neighbours.entries < neighbours.max * nearlyFull) return undefined;
    const { entries, max, refused = 0 } = neighbours;
    // The proportions of the kernel's own defaults: 128, 512, 1024.
    const thresholds = (top: number) =>
      [top / 8, top / 2, top].map((value, index) => `net.ipv4.neigh.default.gc_thresh${index + 1}=${value}`);
    return {
      summary: `The kernel knows ${entries} neighbours in all namespaces, of ${max} at most${refused > 0 ? `, and has refused new ones ${refused} times` : ''}.`,
      severity: refused > 0 ? 'error' : 'warning',
      evidence: [
        { command: ['sysctl', 'net.ipv4.neigh.default.gc_thresh3'], where: 'host', output: `${max}` },
        { command: ['ip', '-s', 'ntable', 'show', 'name', 'arp_cache'], where: 'host', output: `entries ${entries}` },
      ],
      fix: safeFix(
        'Raise the limit fourfold',
        [['sysctl', '-w', ...thresholds(max * 4)]],
        [['sysctl', '-w', ...thresholds(max)]],
        'Set net.ipv4.neigh.default.gc_thresh1 to 3 in /etc/sysctl.d.',
      ),
    };
  },
});
