import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'kernel-table-overflow',
  layer: 'platform',
  title: 'Kernel dropped packets because a table was full',
  why: 'A full table of connections or of neighbours costs new connections on the whole host, of all networks.',
  symptom: 'Connections fail now and then, all over the host, and more often under load.',
  remedy:
    'Raise net.netfilter.nf_conntrack_max, or net.ipv4.neigh.default.gc_thresh1 to gc_thresh3, and write it into /etc/sysctl.d.',
  limits: 'Read from a saved log of the kernel: the table may have room again.',
  sources: [
    'https://docs.kernel.org/networking/nf_conntrack-sysctl.html',
    'https://man7.org/linux/man-pages/man7/arp.7.html',
  ],
  severity: 'error',
  ofAnyDriver: true,
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: ['conntrack-table-full', 'neighbour-table-full'],
  applies: says('kernel-table-overflow'),
  judge: (item) =>
    statedFault(item, 'kernel-table-overflow', ({ table }) => ({
      summary: `The kernel dropped packets because its ${table === 'conntrack' ? 'table of connections (conntrack)' : 'neighbour table'} was full.`,
      fix: null,
    })),
});
