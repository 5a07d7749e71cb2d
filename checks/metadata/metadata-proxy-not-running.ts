import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { startProxyFix } from '../../src/engine/metadata.ts';

export default defineCheck({
  id: 'metadata-proxy-not-running',
  layer: 'metadata',
  title: 'Metadata proxy does not run',
  why: 'VMs are sent to a proxy that is not there: they boot without their keys, their name and their user data.',
  symptom: 'VMs behind one router, or in one network without a router, boot without keys, name and user data.',
  remedy:
    'Start haproxy in the namespace with the settings that the agent wrote; without these, restart the L3 or DHCP agent.',
  limits:
    'A proxy is missed only where a rule, or the route that VMs get with their lease, leads to it. Standby routers, and networks that are not meant to have one, are left alone.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/1002',
    'https://bugs.launchpad.net/bugs/2052787',
    'https://github.com/openstack/neutron/commit/2f7f7c2fc2',
  ],
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
