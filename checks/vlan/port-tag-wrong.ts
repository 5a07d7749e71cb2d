import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/evidence/ports.ts';
import { tagFix } from '../../src/remedies/tags.ts';

export default defineCheck({
  id: 'port-tag-wrong',
  layer: 'vlan',
  title: 'Port has the wrong VLAN tag',
  why: 'A port with a wrong tag is cut off from its network, and may be in another.',
  symptom: 'Two VMs of one network and one host cannot talk, or a VM gets an address of a foreign subnet.',
  remedy: "Set the tag to the local VLAN of the port's network.",
  limits:
    'The expected tag is that in other_config; with older agents that of most ports of the network, in a draw that of the DHCP port.',
  sources: [
    'https://bugs.launchpad.net/bugs/1252284',
    'https://github.com/openstack/neutron/commit/a5d996e381',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['port-device-missing'],
  applies: ({ role, hasGuest, localVlan, isOnIntegrationBridge }) =>
    isOnIntegrationBridge && localVlan !== undefined && (role !== 'vm' || hasGuest !== false),
  judge(port, { services }) {
    const { localVlan, subject } = port;
    const { tag } = port.port;
    if (typeof tag !== 'number' || localVlan === undefined || tag === localVlan.tag) return undefined;
    // The tag stands there by itself; only whether somebody misses the port may not.
    const isMissed = port.role !== 'vm' || port.hasGuest === true;
    return {
      summary: `${subject.name} has VLAN tag ${tag}, expected ${localVlan.tag}${isMissed ? '' : '; whether its VM runs is unknown'}.`,
      severity: isMissed ? 'error' : 'warning',
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port, services),
    };
  },
});
