import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { startProxyFix } from '../../src/engine/metadata.ts';
import { within } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'metadata-proxy-not-listening',
  layer: 'metadata',
  title: 'Metadata proxy does not listen',
  why: "The proxy runs, but has no socket on the port that the requests are sent to: VMs' connections are refused.",
  symptom:
    'A curl to 169.254.169.254 in a VM ends at once with "Connection refused", while the proxy is in the list of processes.',
  remedy:
    'End the proxy and start haproxy with the settings that the agent wrote; without these, restart the agent that owns it.',
  limits:
    'The port is that of the REDIRECT rule, or 80 in a DHCP namespace; whoever listens there counts, be it another program.',
  sources: ['https://bugs.launchpad.net/bugs/1455042', 'https://github.com/openstack/neutron/commit/b058658780'],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: [],
  applies: ({ isWanted, proxies }) =>
    (!isWanted.known || isWanted.value) && (!proxies.known || proxies.value.some(({ isAtHome }) => isAtHome)),
  judge(point) {
    const { isWanted, port, namespace, subject } = point;
    const proxies = told(point.proxies).filter(({ isAtHome }) => isAtHome);
    if (!told(isWanted)) return undefined;
    const ports = proxies.map(({ ports: fact, pid }) => toldPart(told(fact), `the sockets of process ${pid}`));
    if (ports.some((open) => open.has(port))) return undefined;
    return {
      summary: `The metadata proxy of ${namespace} does not listen on TCP port ${port}.`,
      evidence: [
        processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`),
        {
          command: within(namespace, 'ss', '-ltn', 'sport', '=', `:${port}`),
          where: namespace,
          output: '(no socket)',
        },
      ],
      fix: startProxyFix(
        point,
        proxies.map(({ pid }) => pid),
      ),
    };
  },
});
