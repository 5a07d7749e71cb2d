import type { BridgeMappings } from '../facts/bridge-mappings.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import type { Facts } from '../facts/index.ts';
import { joinKnown, type Known } from '../facts/known.ts';
import type { SwitchBridge, SwitchDatabase } from '../facts/switch.ts';
import { defineSection } from './define-section.ts';
import { type Network, networks } from './networks.ts';
import type { LocalVlan } from './ports.ts';
import type { Subject } from './subject.ts';
import { integrationBridgeOf, switchDatabase } from './switch-database.ts';

/** A network that leaves this host on a physical network, by the agent's note at its ports. */
export interface ProviderNetwork {
  readonly subject: Subject;
  readonly physicalNetwork: string;
  /** Its VLAN on the physical network; undefined for a flat one, which has none. */
  readonly vlan: number | undefined;
  readonly localVlan: LocalVlan;
  readonly integrationBridge: string;
  readonly integrationFlows: Known<readonly Flow[]>;
  /** The provider bridges that are patched to the integration bridge. Which is the network's own, nothing here tells. */
  readonly bridges: readonly { readonly name: string; readonly flows: Known<readonly Flow[]> }[];
  /** The OpenFlow numbers of the patch ports that lead to them. */
  readonly patchPorts: readonly string[];
  /** The bridges of physical networks by the agent's settings; undefined where none of its files sets any. */
  readonly mappings: Known<BridgeMappings | undefined>;
}

export const providerNetworks = defineSection({
  name: 'providerNetworks',
  facts: ['flows', 'bridgeMappings'],
  needs: [switchDatabase, networks],
  build: (facts, sections) =>
    joinKnown(sections.switchDatabase, sections.networks, (database, all) => providerNetworksOf(facts, database, all)),
});

function providerNetworksOf(
  facts: Pick<Facts, 'flows' | 'bridgeMappings'>,
  database: SwitchDatabase,
  networks: readonly Network[],
): readonly ProviderNetwork[] {
  const integration = integrationBridgeOf(database);
  if (integration === undefined) return [];
  const patches = patchesOf(database, integration);
  return networks.flatMap(({ ports, localVlan, subject }): ProviderNetwork[] => {
    const noted = ports.find(({ port }) => /^(?:flat|vlan)$/.test(port.otherConfig['network_type'] ?? ''))?.port;
    const { network_type: type, physical_network: physicalNetwork, segmentation_id: id } = noted?.otherConfig ?? {};
    const vlan = type === 'vlan' ? Number(id) : undefined;
    if (physicalNetwork === undefined || localVlan?.because !== 'agent' || Number.isNaN(vlan)) return [];
    return [
      {
        subject,
        physicalNetwork,
        vlan,
        localVlan,
        integrationBridge: integration.name,
        integrationFlows: flowsOf(facts.flows, integration.name),
        bridges: patches.map(({ bridge }) => ({ name: bridge, flows: flowsOf(facts.flows, bridge) })),
        patchPorts: patches.map(({ ofport }) => ofport),
        mappings: facts.bridgeMappings,
      },
    ];
  });
}

function patchesOf(database: SwitchDatabase, { ports }: SwitchBridge): readonly { bridge: string; ofport: string }[] {
  return ports.flatMap(({ name, interfaces }) => {
    const peer = interfaces[0]?.options['peer'];
    const bridge = database.bridges.find((other) => other.ports.some((port) => port.name === peer))?.name;
    const ofport = interfaces[0]?.ofport;
    return !name.startsWith('int-') || bridge === undefined || ofport === undefined
      ? []
      : [{ bridge, ofport: String(ofport) }];
  });
}
