import { defineCheck, required } from '../../src/engine/check.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

/** From here on bursts hit the limit: the kernel itself starts to drop connections early only when it is full. */
const nearlyFull = 0.95;

export default defineCheck({
  id: 'conntrack-table-full',
  layer: 'platform',
  title: 'Conntrack table is full',
  why: 'The kernel drops every packet of a new connection; existing connections continue.',
  symptom:
    'Existing connections continue, new ones fail, and the kernel logs "nf_conntrack: table full, dropping packet".',
  remedy:
    'Raise net.netfilter.nf_conntrack_max to twice the current count, also in /etc/sysctl.d, and find what opens so many connections.',
  limits: "Reads the host's count once: short bursts and namespaces of their own are not seen. A warning from 95 %.",
  sources: [
    'https://docs.kernel.org/networking/nf_conntrack-sysctl.html',
    'https://openstack-in-production.blogspot.com/2015/01/exceeding-tracked-connections.html',
  ],
  severity: 'error',
  each: 'limits',
  comparesNoAddresses: true,
  ofAnyDriver: true,
  explainedBy: [],
  judge({ kernel }) {
    const { conntrackCount: count, conntrackMax: max } = required(kernel);
    if (count === undefined || max === undefined || max === 0 || count < max * nearlyFull) return undefined;
    const isFull = count >= max;
    return {
      summary: `conntrack table ${isFull ? 'full' : 'almost full'} (${count}/${max}).`,
      severity: isFull ? 'error' : 'warning',
      evidence: [
        {
          command: ['sysctl', 'net.netfilter.nf_conntrack_count', 'net.netfilter.nf_conntrack_max'],
          where: 'host',
          output: `net.netfilter.nf_conntrack_count = ${count}\nnet.netfilter.nf_conntrack_max = ${max}`,
        },
      ],
      fix: safeFix(
        'Double the size of the conntrack table',
        [['sysctl', '-w', `net.netfilter.nf_conntrack_max=${count * 2}`]],
        [['sysctl', '-w', `net.netfilter.nf_conntrack_max=${max}`]],
        'Set net.netfilter.nf_conntrack_max in /etc/sysctl.d, and find what opens so many connections.',
      ),
    };
  },
});
