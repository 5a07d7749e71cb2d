import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, mapKnown, valuesOf } from '../facts/known.ts';
import { type SwitchBridge, type SwitchDatabase, tunnelBridge, usualIntegrationBridge } from '../facts/switch.ts';
import { defineSection } from './define-section.ts';
import { allDhcpFiles } from './expectations.ts';
import type { Subject } from './subject.ts';
import { integrationBridgeOf, switchDatabase } from './switch-database.ts';

/** A bridge on which an agent programs flows, or should. */
export interface AgentBridge {
  readonly subject: Subject;
  readonly name: string;
  /** `tunnel`: br-tun. `provider`: a bridge behind a patch port of the integration bridge, such as br-ex. */
  readonly role: 'integration' | 'tunnel' | 'provider';
  /** Undefined for an integration bridge that is gone, while what plugs into it is there. */
  readonly bridge: SwitchBridge | undefined;
  /** The datapath type of the other bridges, for one that has to be made again. */
  readonly datapathType: string;
  /** Other bridges with the same datapath id. */
  readonly twins: readonly string[];
}

type Sources = Pick<Facts, 'hostStack' | 'dnsmasq' | 'agentFiles'>;

export const agentBridges = defineSection({
  name: 'agentBridges',
  facts: ['hostStack', 'dnsmasq', 'agentFiles'],
  needs: [switchDatabase],
  build: ({ hostStack, dnsmasq, agentFiles }, sections): Known<readonly AgentBridge[]> =>
    mapKnown(sections.switchDatabase, (database) => agentBridgesOf({ hostStack, dnsmasq, agentFiles }, database)),
});

/** The integration bridge, and the bridges that are patched to it. */
function agentBridgesOf(facts: Sources, database: SwitchDatabase): readonly AgentBridge[] {
  const integration = integrationBridgeOf(database);
  const view = (name: string, role: AgentBridge['role'], bridge: SwitchBridge | undefined): AgentBridge => ({
    subject: { kind: 'bridge', id: name, name, networks: [], routers: [] },
    name,
    role,
    bridge,
    datapathType: (bridge ?? database.bridges[0])?.datapathType ?? '',
    twins: database.bridges
      .filter((other) => bridge?.datapathId !== undefined && other !== bridge && other.datapathId === bridge.datapathId)
      .map((other) => other.name),
  });
  if (integration === undefined) {
    return database.isComplete && hasPlugs(facts) ? [view(usualIntegrationBridge, 'integration', undefined)] : [];
  }
  const others = database.bridges.filter((bridge) => bridge !== integration);
  return [
    view(integration.name, 'integration', integration),
    ...others.filter(({ name }) => name === tunnelBridge).map((bridge) => view(bridge.name, 'tunnel', bridge)),
    ...others.filter(isProviderBridge).map((bridge) => view(bridge.name, 'provider', bridge)),
  ];
}

/** ML2 names the patch port on a provider bridge after the bridge. */
const isProviderBridge = ({ ports }: SwitchBridge): boolean =>
  ports.some(({ name, interfaces }) => name.startsWith('phy-') && interfaces.some(({ type }) => type === 'patch'));

/**
 * Whether something on this host is made for an integration bridge: a hybrid plug's veth pair, or a DHCP port as the
 * driver for Open vSwitch names it (that for Linux bridges calls it `ns-…`).
 */
function hasPlugs(facts: Sources): boolean {
  const hasVeth = valuesOf(facts.hostStack.interfaces).some(({ name }) => /^qvo[0-9a-f]{8}-[0-9a-f]{2}$/.test(name));
  const served = new Set(valuesOf(facts.dnsmasq).map(({ networkId }) => networkId));
  const isPlug = ({ networkId, device }: DhcpFiles) => served.has(networkId) && device?.startsWith('tap') === true;
  return hasVeth || allDhcpFiles(facts).some(isPlug);
}
