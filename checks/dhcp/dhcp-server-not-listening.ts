import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { within } from '../../src/facts/within.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'dhcp-server-not-listening',
  layer: 'dhcp',
  title: 'DHCP server does not listen',
  why: 'dnsmasq runs, but has no socket on UDP port 67: no DHCPDISCOVER reaches dnsmasq.',
  symptom: 'The process runs, but requests to port 67 get no reply.',
  remedy: 'End that dnsmasq and restart the DHCP agent, which starts it with its options.',
  limits: 'Counts sockets on UDP port 67 in the namespace: another program there hides the fault.',
  sources: [
    'https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html',
    'https://bugs.launchpad.net/bugs/1811126',
    'https://github.com/openstack/neutron/commit/d471a85931',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['dhcp-server-outside-namespace', 'dhcp-port-missing', 'port-device-in-wrong-namespace'],
  applies: ({ processes }) => processes.length > 0,
  judge({ processes, namespace, networkId }, { services }) {
    const sockets = processes.map(({ sockets: fact, pid }) =>
      requiredPart(required(fact), `the sockets of process ${pid}`),
    );
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
        services,
        'dhcp-agent',
        'starts dnsmasq with its options',
        processes.map(({ pid }) => ['kill', String(pid)]),
      ),
    };
  },
});
