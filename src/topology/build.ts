import type { Facts } from '../facts/collect.ts';
import { type Known, known, mapKnown } from '../facts/known.ts';
import { agentsOf } from './agents.ts';
import { agentBridgesOf } from './bridges.ts';
import { distributedRoutersOf, fipNamespacesOf } from './distributed.ts';
import { emptyRoutersOf } from './empty-routers.ts';
import { neighboursOf } from './expectations.ts';
import { externalBridgesOf, tenantRangesOf } from './external.ts';
import { floatingIpsOf } from './floating-ips.ts';
import { haRoutersOf } from './ha-routers.ts';
import { withHiddenAddresses } from './hidden-addresses.ts';
import { hybridFirewallsOf } from './hybrid-firewall.ts';
import { limitsOf } from './limits.ts';
import { bridgedTapsOf, linuxBridgesOf, withoutSwitch } from './linux-bridges.ts';
import { metadataPointsOf, metadataServicesOf } from './metadata.ts';
import { dhcpServersOf, networksOf } from './networks.ts';
import { overlaysOf } from './overlay.ts';
import { portsOf } from './ports.ts';
import { providerNetworksOf } from './provider.ts';
import { lostRoutersOf, routersOf } from './routers.ts';
import { hostSubject } from './subject.ts';
import type { HostView, Topology } from './types.ts';
import { vmPortsOf } from './vm-ports.ts';

/** Joins the facts of a host. Judges nothing; what could not be read stays unknown, with its reason. */
export function buildTopology(read: Facts, hostName: string): Topology {
  const facts = withHiddenAddresses(withoutSwitch(read));
  const { database } = facts;
  const host: HostView = {
    subject: hostSubject(hostName),
    stack: facts.hostStack,
    services: facts.services,
    database,
    tables: facts.hostTables,
  };
  const neighbours = neighboursOf(facts);
  const ports = mapKnown(database, (value) => portsOf(facts, neighbours, host, value));
  const vmPorts = vmPortsOf(facts, host, ports);
  const routers = mapKnown(facts.namespaces, () => routersOf(facts, neighbours, host, ports));
  const externalBridges = both(database, both(ports, routers, pair), (value, [found, own]) =>
    externalBridgesOf(facts, host, value, found, own),
  );
  const tenantRanges = both(externalBridges, both(ports, routers, pair), (bridges, [found, own]) =>
    tenantRangesOf(facts, host, own, bridges, found),
  );
  if (externalBridges.known && tenantRanges.known) {
    // Bridges and ranges point at each other, so the bridges get their ranges last.
    for (const bridge of externalBridges.value) {
      Object.assign(bridge, { tenantRanges: tenantRanges.value.filter((range) => range.bridge === bridge) });
    }
  }
  const dhcpServers = both(facts.namespaces, facts.dnsmasq, () => dhcpServersOf(facts, host, ports, vmPorts));
  const metadataPoints = both(routers, dhcpServers, (all, servers) => metadataPointsOf(facts, all, servers));
  const networks = mapKnown(ports, (all) => networksOf(facts, all));
  const overlays = both(database, networks, (value, all) => overlaysOf(facts, host, value, all));
  const distributedRouters = mapKnown(routers, (all) => distributedRoutersOf(facts, host, all));
  return {
    limits: known([limitsOf(facts, host, vmPorts)]),
    agents: known(agentsOf(facts, host, { ports, routers, dhcpServers })),
    daemons: known(
      facts.daemons.map(({ name, state }) => ({
        subject: host.subject,
        name,
        daemon: state,
        host,
        ports,
        externalBridges,
      })),
    ),
    agentBridges: mapKnown(database, (value) => agentBridgesOf(facts, host, value, ports, vmPorts)),
    externalBridges,
    tenantRanges,
    routers,
    distributedRouters,
    distributedFloatingIps: mapKnown(distributedRouters, (all) => all.flatMap(({ floatingIps }) => floatingIps)),
    fipNamespaces: mapKnown(facts.namespaces, () => fipNamespacesOf(facts, host)),
    haRouters: mapKnown(routers, (all) => haRoutersOf(facts, host, all)),
    routerLegs: mapKnown(routers, (all) => all.flatMap(({ legs }) => legs)),
    emptyRouters: mapKnown(ports, (all) => emptyRoutersOf(facts, host, all)),
    lostRouters: mapKnown(ports, (all) => lostRoutersOf(facts, host, all)),
    ports,
    vmPorts,
    linuxBridges: linuxBridgesOf(facts, host),
    bridgedTaps: bridgedTapsOf(facts, host),
    networks,
    providerNetworks: both(database, networks, (value, all) => providerNetworksOf(facts, host, value, all)),
    overlays,
    tunnels: mapKnown(overlays, (all) => all.flatMap(({ tunnels }) => tunnels)),
    overlayNetworks: mapKnown(overlays, (all) => all.flatMap((overlay) => overlay.networks)),
    hybridFirewalls: both(facts.hostTables, vmPorts, (tables, vms) => hybridFirewallsOf(facts, host, tables, vms)),
    dhcpServers,
    metadataPoints,
    metadataServices: mapKnown(metadataPoints, (points) => metadataServicesOf(facts, host, points)),
    floatingIps: mapKnown(routers, (all) => floatingIpsOf(facts, all)),
    // What was seen on the wire is added by those who watch it.
    dhcpWatches: known([]),
    dhcpTalks: known([]),
    stepRuns: known([]),
    reaches: known([]),
  };
}

const pair = <A, B>(one: A, other: B): readonly [A, B] => [one, other];

function both<A, B, C>(one: Known<A>, other: Known<B>, join: (one: A, other: B) => C): Known<C> {
  if (!one.known) return one;
  if (!other.known) return other;
  return known(join(one.value, other.value));
}
