import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'router-namespace-missing',
  layer: 'router',
  title: 'Router has no namespace',
  why: "The router's ports are on the switch, but the namespace that routes between them is gone.",
  symptom: 'VMs lose their gateway and floating IPs at once, and `ip netns list` does not show the router.',
  remedy: 'Restart the L3 agent, which re-creates the namespace and its ports.',
  limits:
    'Based on router ports left on the switch: those of a deleted router look the same. The router is named only if a single one is missing.',
  sources: [
    'https://bugs.launchpad.net/bugs/1494682',
    'https://github.com/openstack/neutron/commit/822ad5f06b',
    'https://bugs.launchpad.net/bugs/1052535',
  ],
  severity: 'error',
  each: 'lostRouters',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['integration-bridge-missing'],
  judge({ ports, subject, id }, { services }) {
    const devices = ports.map((port) => port.subject.name);
    return {
      summary:
        id === undefined
          ? `No qrouter namespace holds ${devices.join(', ')}, which are router ports on the switch.`
          : `Namespace ${subject.name} does not exist; its ports ${devices.join(', ')} are on the switch.`,
      evidence: [
        { command: ['ip', 'netns', 'list'], where: 'host', output: `(no namespace holds ${devices.join(', ')})` },
        ...devices.slice(0, 1).map((device) => linkEvidence(undefined, device, undefined)),
      ],
      fix: restartFix(services, 'l3-agent', 're-creates the namespace and its ports'),
    };
  },
});
