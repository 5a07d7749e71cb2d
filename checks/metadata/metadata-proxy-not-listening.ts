import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { within } from '../../src/facts/within.ts';
import { startProxyFix } from '../../src/remedies/metadata-proxy.ts';

export default defineCheck({
  id: 'metadata-proxy-not-listening',
  layer: 'metadata',
  title: 'Metadata proxy does not listen',
  why: "The proxy runs, but has no socket on the port that requests go to: VMs' connections are refused.",
  symptom: 'A curl to 169.254.169.254 in a VM ends at once with "Connection refused", while the proxy is running.',
  remedy:
    'End the proxy and start haproxy with the settings that the agent wrote; without these, restart the agent that owns it.',
  limits: 'The port is that of the REDIRECT rule, or 80 in a DHCP namespace; any program that listens there passes.',
  sources: ['https://bugs.launchpad.net/bugs/1455042', 'https://github.com/openstack/neutron/commit/b058658780'],
  severity: 'error',
  each: 'metadataPoints',
  with: ['services'],
  explainedBy: [],
  applies: ({ isWanted, proxies }) =>
    (!isWanted.known || isWanted.value) && (!proxies.known || proxies.value.some(({ isAtHome }) => isAtHome)),
  judge(point, { services }) {
    const { isWanted, port, namespace, subject } = point;
    const proxies = required(point.proxies).filter(({ isAtHome }) => isAtHome);
    if (!required(isWanted)) return undefined;
    const ports = proxies.map(({ ports: fact, pid }) => requiredPart(required(fact), `the sockets of process ${pid}`));
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
        services,
      ),
    };
  },
});
