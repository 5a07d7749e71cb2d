import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

/** From here on bursts hit the limit: the kernel itself starts to drop connections early only when it is full. */
const nearlyFull = 0.95;

export default defineCheck({
  id: 'conntrack-table-full',
  layer: 'platform',
  title: 'Table of tracked connections is full',
  why: 'The kernel drops every packet that would begin a new connection: whoever has one keeps it, nobody gets one.',
  symptom:
    'Connections that exist go on, new ones fail at random, and the kernel logs "nf_conntrack: table full, dropping packet".',
  remedy:
    'Raise net.netfilter.nf_conntrack_max to twice what is tracked now, in /etc/sysctl.d too, and look for what opens so many connections.',
  limits:
    'It reads the count of the host itself at one moment: short bursts and the tables of single namespaces are not seen. From 95 % on it warns.',
  sources: [
    'https://docs.kernel.org/networking/nf_conntrack-sysctl.html',
    'https://openstack-in-production.blogspot.com/2015/01/exceeding-tracked-connections.html',
  ],
  severity: 'error',
  each: 'limits',
  explainedBy: [],
  judge({ kernel }) {
    const { conntrackCount: count, conntrackMax: max } = told(kernel);
    if (count === undefined || max === undefined || max === 0 || count < max * nearlyFull) return undefined;
    const isFull = count >= max;
    return {
      summary: `The host tracks ${count} connections of ${max} at most${isFull ? '' : ': there is room for few more'}.`,
      severity: isFull ? 'error' : 'warning',
      evidence: [
        {
          command: ['sysctl', 'net.netfilter.nf_conntrack_count', 'net.netfilter.nf_conntrack_max'],
          where: 'host',
          output: `net.netfilter.nf_conntrack_count = ${count}\nnet.netfilter.nf_conntrack_max = ${max}`,
        },
      ],
      fix: safeFix(
        'Let it track twice as many',
        [['sysctl', '-w', `net.netfilter.nf_conntrack_max=${count * 2}`]],
        [['sysctl', '-w', `net.netfilter.nf_conntrack_max=${max}`]],
        'Put net.netfilter.nf_conntrack_max into a file in /etc/sysctl.d, and find out what opens so many connections.',
      ),
    };
  },
});
