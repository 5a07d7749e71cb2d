import { isUnknownToFirewall } from '../../src/analysis/native-firewall.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/evidence/ports.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { requireGuest } from '../../src/judgements/ports.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { tagFix } from '../../src/remedies/tags.ts';

export default defineCheck({
  id: 'port-tag-missing',
  layer: 'vlan',
  title: 'Port has no VLAN tag',
  why: "A port without the tag of its network's local VLAN is in no network.",
  symptom: 'A VM receives broadcasts of all networks or none, and gets no address.',
  remedy:
    "Set the network's local VLAN on the port, from other_config or the other ports; otherwise restart the Open vSwitch agent.",
  limits:
    'Not checked outside the integration bridge, for VMs that are shut off, and for internal ports of HA and distributed routers. A warning where saved text does not tell whether the VM runs, and has tags at other ports.',
  sources: ['https://bugs.launchpad.net/bugs/1240849', 'https://github.com/openstack/neutron/commit/60cb091171'],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['services', 'ports', 'flows'],
  explainedBy: ['l2-agent-not-running', 'l2-agent-frozen', 'port-device-missing'],
  applies: ({ role, hasGuest, isOnIntegrationBridge }) =>
    isOnIntegrationBridge && role !== 'other' && (role !== 'vm' || hasGuest !== false),
  judge(port, { services, ports, flows }) {
    if (port.port.tag !== undefined) return undefined;
    // An agent that tags the ports beside it has passed this one over; only whether its VM runs may not be told.
    const isBesideTagged = valuesOf(ports).some(
      (other) => other.isOnIntegrationBridge && typeof other.port.tag === 'number',
    );
    if (port.role === 'vm' && port.hasGuest === undefined && isBesideTagged)
      return {
        summary: `${port.subject.name} has no VLAN tag, as other ports have; whether its VM runs is unknown.`,
        severity: 'warning',
        evidence: [tagEvidence(port)],
        fix: null,
        next: 'Restart the Open vSwitch agent of the host, and read its log for the port: until it has tagged it, nothing of the VM gets anywhere.',
      };
    requireGuest(port);
    return {
      summary: `${port.subject.name} has no VLAN tag.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: isUnknownToFirewall(port, { flows })
        ? restartFix(services, 'l2-agent', 'sets up the port and its firewall')
        : tagFix(port, services),
    };
  },
});
