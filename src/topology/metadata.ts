import type { Facts } from '../facts/index.ts';
import { joinKnown, type Known, known, mapKnown, unknown, valuesOf } from '../facts/known.ts';
import type { MetadataProxy, NovaMetadata } from '../facts/metadata.ts';
import { tableOf } from '../facts/netfilter.ts';
import type { Process } from '../facts/processes.ts';
import type { Stack } from '../facts/stack.ts';
import { addressOf } from '../netfilter/predicates.ts';
import { defineObserved, defineSection } from './define-section.ts';
import { type DhcpServer, dhcpServers } from './networks.ts';
import { mayStandBy, type Router, routers } from './routers.ts';
import type { Subject } from './subject.ts';

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
  /** Where it finds nova; undefined where nothing tells. */
  readonly place: Known<NovaMetadata | undefined>;
  /** Undefined where nova is on another host, or nothing tells where. */
  readonly nova: Known<(NovaMetadata & NovaListening) | undefined>;
}

export interface NovaListening {
  readonly isListening: boolean;
  /** Whether something listens at the port that nova's metadata API has by default. */
  readonly isAtUsualPort: boolean;
}

/** `metadata_listen_port` of nova and `nova_metadata_port` of Neutron. */
export const usualNovaPort = 8775;

export const metadataAddress = '169.254.169.254';

type Sources = Pick<Facts, 'metadata' | 'agentFiles'>;

export const metadataPoints = defineSection({
  name: 'metadataPoints',
  standsAlone: true,
  facts: ['metadata', 'agentFiles'],
  needs: [routers, dhcpServers],
  build: (facts, sections) =>
    joinKnown(sections.routers, sections.dhcpServers, (all, servers) => metadataPointsOf(facts, all, servers)),
});

/** The place of every router and network that may have a proxy; those of a standby router are on another host. */
function metadataPointsOf(
  facts: Sources,
  routers: readonly Router[],
  servers: readonly DhcpServer[],
): readonly MetadataPoint[] {
  return [
    ...routers.filter((router) => !mayStandBy(router)).map((router) => routerPoint(facts, router)),
    ...servers.map((server) => networkPoint(facts, server)),
  ];
}

function routerPoint(facts: Sources, router: Router): MetadataPoint {
  const redirect = mapKnown(tableOf(router.tables, 'nat'), (rules) =>
    rules.flatMap((rule) => {
      const isForMetadata = addressOf(rule, 'destination') === metadataAddress;
      return isForMetadata && rule.target.kind === 'redirect' ? [{ chain: rule.chain, port: rule.target.port }] : [];
    }),
  );
  // The agent's own stands in a chain of its own; one of somebody else may come first, but means another port.
  const [meant] = valuesOf(redirect).toSorted(
    (one, other) => Number(one.chain === 'PREROUTING') - Number(other.chain === 'PREROUTING'),
  );
  return {
    subject: router.subject,
    at: { router },
    port: meant?.port ?? 9697,
    isWanted: mapKnown(redirect, (ports) => ports.length > 0),
    ...proxyOf(facts, router.id, router.namespace),
  };
}

function networkPoint(facts: Sources, server: DhcpServer): MetadataPoint {
  return {
    subject: server.subject,
    at: { server },
    port: 80,
    isWanted: mapKnown(facts.agentFiles, () => isOwnWay(server)),
    ...proxyOf(facts, server.networkId, server.namespace),
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

function proxyOf(facts: Sources, id: string, namespace: string) {
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

export const metadataServices = defineSection({
  name: 'metadataServices',
  facts: ['metadata', 'hostStack'],
  needs: [metadataPoints],
  build: (facts, sections, subject) =>
    mapKnown(sections.metadataPoints, (points) => metadataServicesOf(facts, subject, points)),
});

/** The agent, where anything on this host sends requests to it. */
function metadataServicesOf(
  { metadata, hostStack }: Pick<Facts, 'metadata' | 'hostStack'>,
  subject: Subject,
  points: readonly MetadataPoint[],
): readonly MetadataService[] {
  const isNeeded = points.some(
    ({ isWanted, proxies }) => (isWanted.known && isWanted.value) || (proxies.known && proxies.value.length > 0),
  );
  if (!isNeeded) return [];
  const { agents, listeners, socketFiles, ports, nova } = metadata;
  const [first] = valuesOf(agents);
  const own = mapKnown(ports, (all) => (first === undefined ? undefined : all.get(first.pid)));
  return [
    {
      subject,
      agents,
      listeners,
      socketFiles,
      place: nova,
      nova: !own.known
        ? unknown(own.reason)
        : mapKnown(nova, (place) =>
            place === undefined || own.value === undefined || !isOwnAddress(hostStack, place.host)
              ? undefined
              : {
                  ...place,
                  isListening: own.value.has(place.port),
                  isAtUsualPort: own.value.has(usualNovaPort),
                },
          ),
    },
  ];
}

function isOwnAddress({ interfaces }: Stack, name: string): boolean {
  if (name === 'localhost' || name === '::1' || name.startsWith('127.')) return true;
  return (
    interfaces.known &&
    interfaces.value.some(({ addresses }) => addresses?.some(({ address }) => address === name) === true)
  );
}

/** A TCP connection from this host to nova's metadata API, as the metadata agent opens for each request. */
export interface NovaConnection {
  readonly subject: Subject;
  readonly nova: NovaMetadata;
  readonly command: readonly string[];
  /** Undefined: it was answered; else in words what there was instead, and how the command ended. */
  readonly failure: Known<{ readonly reason: string; readonly output: string; readonly exitCode: number } | undefined>;
}

export const novaConnections = defineObserved({
  name: 'novaConnections',
  source: 'wire',
  facts: ['metadata'],
  needs: [metadataServices],
  unobserved: known<readonly NovaConnection[]>([]),
});
