import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { startProxyFix } from '../../src/engine/metadata.ts';

export default defineCheck({
  id: 'metadata-proxy-not-listening',
  layer: 'metadata',
  title: 'Metadata proxy does not listen',
  why: "The proxy runs, but has no socket on the port that the requests are sent to: VMs' connections are refused.",
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
          command: ['ip', 'netns', 'exec', namespace, 'ss', '-ltn', 'sport', '=', `:${port}`],
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
