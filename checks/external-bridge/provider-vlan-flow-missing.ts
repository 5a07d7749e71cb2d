import { translationOf } from '../../src/analysis/vlan-flows.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'provider-vlan-flow-missing',
  layer: 'external-bridge',
  title: "A provider network's VLAN is not translated",
  why: "Flows translate the network's local VLAN to the VLAN of the physical network and back: without them the network is cut off there.",
  symptom: 'VMs of one provider network reach each other on this host, but nothing on the physical network.',
  remedy: 'Restart the Open vSwitch agent, which restores the translation.',
  limits:
    'The VLAN is read from other_config of the ports, so agents before Kilo are not checked; whether the physical switch carries that VLAN is unknown.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://bugs.launchpad.net/bugs/1864822',
    'https://github.com/openstack/neutron/commit/63c45b3766',
  ],
  severity: 'error',
  each: 'providerNetworks',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [
    'bridge-mapping-missing',
    'integration-bridge-flows-missing',
    'bridge-fail-mode-standalone',
    'external-patch-missing',
    'external-patch-peer-wrong',
    'provider-bridge-flows-missing',
  ],
  applies: ({ bridges }) => bridges.length > 0,
  judge(network, { services }) {
    const { physicalNetwork, vlan, localVlan, integrationBridge } = network;
    const { inside, outside, isIn, isOut } = translationOf(network);
    if (isIn && isOut) return undefined;
    const there = vlan === undefined ? 'no VLAN' : `VLAN ${vlan}`;
    const path = isIn ? `from local VLAN ${localVlan.tag} to ${there}` : `from ${there} to local VLAN ${localVlan.tag}`;
    return {
      summary: `No flow translates ${path} for the network on ${physicalNetwork}.`,
      evidence: isIn
        ? outside.map(({ name, flows }) => flowEvidence(name, '', flows))
        : [flowEvidence(integrationBridge, 'table=0', inside)],
      fix: restartFix(services, 'l2-agent', 'restores its flows'),
    };
  },
});
