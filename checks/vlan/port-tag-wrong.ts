import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/engine/evidence.ts';
import { tagFix } from '../../src/engine/fixes/tags.ts';

export default defineCheck({
  id: 'port-tag-wrong',
  layer: 'vlan',
  title: 'Port has the tag of another network',
  why: 'A port with a foreign tag is cut off from its own network, and may be let into another.',
  symptom: 'Two VMs of one network and one host cannot talk, or a VM gets an address of a foreign subnet.',
  remedy: "Set the tag to the local VLAN of the port's network.",
  limits:
    'The right tag is the note that the agent keeps at the port; older agents keep none, and then what most ports of the network have, in a draw the DHCP port, is taken for right.',
  sources: [
    'https://bugs.launchpad.net/bugs/1252284',
    'https://github.com/openstack/neutron/commit/a5d996e381',
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
  ],
  severity: 'error',
  each: 'ports',
  explainedBy: ['port-device-missing'],
  applies: ({ role, hasGuest, localVlan, isOnIntegrationBridge }) =>
    isOnIntegrationBridge && localVlan !== undefined && (role !== 'vm' || hasGuest),
  judge(port) {
    const { localVlan, subject } = port;
    const { tag } = port.port;
    if (typeof tag !== 'number' || localVlan === undefined || tag === localVlan.tag) return undefined;
    return {
      summary: `${subject.name} has VLAN tag ${tag}; its network has local VLAN ${localVlan.tag} on this host.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port),
    };
  },
});
