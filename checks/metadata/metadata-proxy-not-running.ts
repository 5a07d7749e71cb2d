import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { startProxyFix } from '../../src/remedies/metadata-proxy.ts';

export default defineCheck({
  id: 'metadata-proxy-not-running',
  layer: 'metadata',
  title: 'Metadata proxy does not run',
  why: 'No metadata proxy runs: VMs boot without keys, name and user data.',
  symptom: 'VMs behind one router, or in one network without a router, boot without keys, name and user data.',
  remedy:
    'Start haproxy in the namespace with the settings that the agent wrote; without these, restart the L3 or DHCP agent.',
  limits:
    'A proxy is expected only where a rule, or a route in the lease, points to it. Standby routers, and networks without metadata, are not checked.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/1002',
    'https://bugs.launchpad.net/bugs/2052787',
    'https://github.com/openstack/neutron/commit/2f7f7c2fc2',
  ],
  severity: 'error',
  each: 'metadataPoints',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['l3-agent-not-running', 'dhcp-agent-not-running'],
  applies: ({ isWanted }) => !isWanted.known || isWanted.value,
  judge(point, { services }) {
    const { isWanted, proxies: fact, namespace, subject } = point;
    const proxies = required(fact);
    if (!required(isWanted) || proxies.some(({ isAtHome }) => isAtHome)) return undefined;
    return {
      summary:
        proxies.length === 0
          ? `No metadata proxy runs in ${namespace}.`
          : `The metadata proxy of ${namespace} runs outside the namespace.`,
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
        services,
      ),
    };
  },
});
