import { defineCheck, requiredPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import type { DhcpProcess } from '../../src/topology/networks.ts';

export default defineCheck({
  id: 'dhcp-server-outside-namespace',
  layer: 'dhcp',
  title: 'DHCP server runs outside its namespace',
  why: 'dnsmasq listens outside the namespace of the DHCP port: it never receives a DHCPDISCOVER.',
  symptom: "The network's dnsmasq is in the process list, but nothing listens in its namespace.",
  remedy: 'End that dnsmasq and restart the DHCP agent, which starts it in the namespace.',
  limits:
    'Unknown with an old `ps` that does not print namespaces. Of several processes, one in the right namespace is enough.',
  sources: [
    'https://man7.org/linux/man-pages/man8/ip-netns.8.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['dhcp-namespace-missing', 'dhcp-namespace-broken'],
  applies: ({ processes, hasNamespace }) => processes.length > 0 && (!hasNamespace.known || hasNamespace.value),
  judge({ processes, namespace, networkId }, { services }) {
    const whereabouts = processes.map((process) => ({ process, place: placeOf(process) }));
    if (whereabouts.some(({ place }) => place === namespace)) return undefined;
    const [first] = whereabouts;
    if (first === undefined) return undefined;
    const kill = processes.map(({ pid }) => ['kill', String(pid)]);
    return {
      summary: `The dnsmasq of ${namespace} runs in ${first.place}.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        { command: ['ip', 'netns', 'identify', String(first.process.pid)], where: 'host', output: first.place },
      ],
      fix: restartFix(services, 'dhcp-agent', 'starts dnsmasq where it belongs', kill),
    };
  },
});

function placeOf({ whereabouts, pid }: DhcpProcess): string {
  const place = requiredPart(whereabouts, `the namespace of process ${pid}`);
  if (place.in === 'namespace') return place.name;
  return place.in === 'host' ? "the host's own namespace" : 'a namespace without a name';
}
