import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { startProxyFix } from '../../src/engine/metadata.ts';

export default defineCheck({
  id: 'metadata-proxy-not-running',
  layer: 'metadata',
  title: 'Metadata proxy does not run',
  why: 'VMs are sent to a proxy that is not there: they boot without their keys, their name and their user data.',
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: [],
  applies: ({ isWanted }) => !isWanted.known || isWanted.value,
  judge(point) {
    const { isWanted, proxies: fact, namespace, subject } = point;
    const proxies = told(fact);
    if (!told(isWanted) || proxies.some(({ isAtHome }) => isAtHome)) return undefined;
    return {
      summary:
        proxies.length === 0
          ? `No metadata proxy runs in ${namespace}.`
          : `The metadata proxy of ${namespace} runs outside of it.`,
      evidence: [
        processEvidence(proxies, `ns-metadata-proxy.*${subject.id}`),
        ...proxies.map(({ pid, whereabouts }) => ({
          command: ['ip', 'netns', 'identify', String(pid)],
          where: 'host',
          output: whereabouts?.in === 'namespace' ? whereabouts.name : '',
        })),
      ],
      fix: startProxyFix(
        point,
        proxies.map(({ pid }) => pid),
      ),
    };
  },
});
