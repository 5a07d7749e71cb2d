import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { flowEvidence } from '../../src/engine/flow-tables.ts';
import { setsVlan } from '../../src/engine/vlan-flows.ts';
import type { Flow } from '../../src/facts/flows.ts';

export default defineCheck({
  id: 'provider-vlan-flow-missing',
  layer: 'external-bridge',
  title: "A provider network's VLAN is not translated",
  why: "Flows turn the network's local VLAN into that of the physical network and back: without them it is cut off there.",
  symptom: 'VMs of one provider network reach each other on this host, and nobody on the physical network.',
  remedy: 'Restart the Open vSwitch agent, which puts the translation in again.',
  limits:
    'The VLAN is the one that the agent noted at the ports, so agents before Kilo are not judged; that it is the one which the switch outside carries, nobody here knows.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://bugs.launchpad.net/bugs/1864822',
    'https://github.com/openstack/neutron/commit/63c45b3766',
  ],
  severity: 'error',
  each: 'providerNetworks',
  explainedBy: [
    'integration-bridge-flows-missing',
    'bridge-fail-mode-standalone',
    'external-patch-missing',
    'external-patch-peer-wrong',
    'provider-bridge-flows-missing',
  ],
  applies: ({ bridges }) => bridges.length > 0,
  judge({ physicalNetwork, vlan, localVlan, integrationBridge, bridges, patchPorts, host, ...network }) {
    const inside = told(network.integrationFlows).filter(({ match }) =>
      patchPorts.includes(match.get('in_port') ?? ''),
    );
    const outside = bridges.map(({ name, flows }) => ({ name, flows: told(flows) }));
    const isIn = inside.some(
      (flow) => setsVlan(flow, localVlan.tag) && (vlan === undefined || flow.match.get('dl_vlan') === String(vlan)),
    );
    const isOut = outside.some(({ flows }) =>
      flows.some(
        (flow) =>
          flow.match.get('dl_vlan') === String(localVlan.tag) &&
          (vlan === undefined ? stripsVlan(flow) : setsVlan(flow, vlan)),
      ),
    );
    if (isIn && isOut) return undefined;
    const there = vlan === undefined ? 'no VLAN' : `VLAN ${vlan}`;
    const way = isIn ? `from local VLAN ${localVlan.tag} to ${there}` : `from ${there} to local VLAN ${localVlan.tag}`;
    return {
      summary: `No flow translates ${way} for the network on ${physicalNetwork}.`,
      evidence: isIn
        ? outside.map(({ name, flows }) => flowEvidence(name, '', flows))
        : [flowEvidence(integrationBridge, 'table=0', inside)],
      fix: restartFix(host, 'l2-agent', 'puts its flows in again'),
    };
  },
});

const stripsVlan = ({ actions }: Flow): boolean => /(?:^|,)(?:strip_vlan|pop_vlan)(?:,|$)/.test(actions);
