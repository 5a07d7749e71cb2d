import type { Facts } from '../facts/collect.ts';
import { type Known, mapKnown, valuesOf } from '../facts/known.ts';
import type { MetadataProxy, NovaMetadata } from '../facts/metadata.ts';
import { tableOf } from '../facts/netfilter.ts';
import type { Process } from '../facts/processes.ts';
import type { Subject } from './subject.ts';
import type { DhcpServer, HostView, Router } from './types.ts';

/** What answers 169.254.169.254 for the networks of a router, or for a network without one. */
export interface MetadataPoint {
  readonly subject: Subject;
  readonly at: { readonly router: Router } | { readonly server: DhcpServer };
  readonly namespace: string;
  /** The port that requests come to: in a router the one of the REDIRECT rule, in a DHCP namespace 80. */
  readonly port: number;
  /** Requests are sent there: by the router's rule, or by the route that VMs get with their lease. */
  readonly isWanted: Known<boolean>;
  /** The proxies for it, those that run in its namespace first. */
  readonly proxies: Known<readonly ProxyView[]>;
  /** What haproxy is told by the agent. */
  readonly conf: string | undefined;
  readonly host: HostView;
}

export interface ProxyView extends MetadataProxy {
  readonly isAtHome: boolean;
  /** The ports that anything listens on in the proxy's namespace. */
  readonly ports: Known<ReadonlySet<number> | undefined>;
}

/** What the proxies hand their requests to: the metadata agent of this host, and nova behind it. */
export interface MetadataService {
  readonly subject: Subject;
  readonly agents: Known<readonly Process[]>;
  readonly listeners: Known<readonly string[]>;
  readonly socketFiles: Known<readonly string[]>;
  /** Undefined where nova is on another host, or nothing tells where. */
  readonly nova: Known<(NovaMetadata & { readonly isListening: boolean }) | undefined>;
  readonly host: HostView;
}

export const metadataAddress = '169.254.169.254';

/** The place of every router and network that may have a proxy; those of a standby router are on another host. */
export function metadataPointsOf(
  facts: Facts,
  routers: readonly Router[],
  servers: readonly DhcpServer[],
): readonly MetadataPoint[] {
  return [
    ...routers.filter(({ mode }) => mode !== 'standby').map((router) => routerPoint(facts, router)),
    ...servers.map((server) => networkPoint(facts, server)),
  ];
}

function routerPoint(facts: Facts, router: Router): MetadataPoint {
  const redirect = mapKnown(tableOf(router.tables, 'nat'), (rules) =>
    rules.flatMap((rule) => rule.match(/ -d 169\.254\.169\.254\/32 .*-j REDIRECT --to-ports (\d+)/)?.[1] ?? []),
  );
  return {
    subject: router.subject,
    at: { router },
    port: Number((redirect.known ? redirect.value[0] : undefined) ?? 9697),
    isWanted: mapKnown(redirect, (ports) => ports.length > 0),
    ...proxyOf(facts, router.id, router.namespace),
    host: router.host,
  };
}

function networkPoint(facts: Facts, server: DhcpServer): MetadataPoint {
  return {
    subject: server.subject,
    at: { server },
    port: 80,
    isWanted: mapKnown(facts.agentFiles, () => isOwnWay(server)),
    ...proxyOf(facts, server.networkId, server.namespace),
    host: server.host,
  };
}

/** VMs of a network without a router are told to go by the DHCP port (Neutron, dhcp.py: _generate_opts_per_subnet). */
function isOwnWay({ files }: DhcpServer): boolean {
  const hops = (files?.options ?? []).flatMap(
    (line) => line.match(/option:classless-static-route,.*\b169\.254\.169\.254\/32,([0-9.]+)/)?.[1] ?? [],
  );
  const gateways = (files?.options ?? []).flatMap((line) => line.match(/option:router,([0-9.]+)/)?.[1] ?? []);
  return hops.some((hop) => !gateways.includes(hop) && files?.hosts.every(({ address }) => address !== hop) === true);
}

function proxyOf(facts: Facts, id: string, namespace: string) {
  const proxies = mapKnown(facts.metadata.proxies, (all) =>
    all
      .filter((proxy) => proxy.id === id)
      .map(
        (proxy): ProxyView => ({
          ...proxy,
          isAtHome:
            proxy.whereabouts === undefined ||
            (proxy.whereabouts.in === 'namespace' && proxy.whereabouts.name === namespace),
          ports: mapKnown(facts.metadata.ports, (ports) => ports.get(proxy.pid)),
        }),
      ),
  );
  const conf = facts.agentFiles.known ? facts.agentFiles.value.metadataConfs.get(id) : undefined;
  return { namespace, proxies, conf };
}

/** The agent, where anything on this host sends requests to it. */
export function metadataServicesOf(
  facts: Facts,
  host: HostView,
  points: readonly MetadataPoint[],
): readonly MetadataService[] {
  const isNeeded = points.some(
    ({ isWanted, proxies }) => (isWanted.known && isWanted.value) || (proxies.known && proxies.value.length > 0),
  );
  if (!isNeeded) return [];
  const { agents, listeners, socketFiles, ports, nova } = facts.metadata;
  const [first] = valuesOf(agents);
  const own = mapKnown(ports, (all) => (first === undefined ? undefined : all.get(first.pid)));
  return [
    {
      subject: host.subject,
      agents,
      listeners,
      socketFiles,
      nova: !own.known
        ? own
        : mapKnown(nova, (place) =>
            place === undefined || own.value === undefined || !isOwnAddress(host, place.host)
              ? undefined
              : { ...place, isListening: own.value.has(place.port) },
          ),
      host,
    },
  ];
}

function isOwnAddress({ stack }: HostView, name: string): boolean {
  if (name === 'localhost' || name === '::1' || name.startsWith('127.')) return true;
  return (
    stack.interfaces.known &&
    stack.interfaces.value.some(({ addresses }) => addresses?.some(({ address }) => address === name) === true)
  );
}
