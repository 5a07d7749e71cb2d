import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { within } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'dhcp-server-not-listening',
  layer: 'dhcp',
  title: 'DHCP server does not listen',
  why: 'dnsmasq runs, but has no socket on UDP port 67: no DHCPDISCOVER reaches it.',
  symptom: 'The process of dnsmasq is there, and what VMs send to port 67 gets no answer, not even a refusal.',
  remedy: 'End that dnsmasq and restart the DHCP agent, which starts it with its own options.',
  limits:
    'It counts sockets on UDP port 67 in the namespace, whoever holds them: a foreign program there hides a deaf dnsmasq.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://bugs.launchpad.net/bugs/1811126',
    'https://github.com/openstack/neutron/commit/d471a85931',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: ['dhcp-server-outside-namespace', 'dhcp-port-missing', 'port-device-in-wrong-namespace'],
  applies: ({ processes }) => processes.length > 0,
  judge({ processes, namespace, networkId, host }) {
    const sockets = processes.map(({ sockets: fact, pid }) => toldPart(told(fact), `the sockets of process ${pid}`));
    if (sockets.some((count) => count > 0)) return undefined;
    return {
      summary: `The dnsmasq of ${namespace} does not listen on UDP port 67.`,
      evidence: [
        processEvidence(processes, `dnsmasq.*${networkId}`),
        {
          command: within(namespace, 'ss', '-lun', 'sport', '=', ':67'),
          where: namespace,
          output: '(no socket)',
        },
      ],
      fix: restartFix(
        host,
        'dhcp-agent',
        'starts dnsmasq with its proper options',
        processes.map(({ pid }) => ['kill', String(pid)]),
      ),
    };
  },
});
