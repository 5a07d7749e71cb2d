import leven from 'leven';
import { UserError } from '../errors.ts';
import { valuesOf } from '../facts/known.ts';
import type { Inputs, SectionName } from './index.ts';
import { portKeyOf } from './ports.ts';
import type { Router } from './routers.ts';
import { networksOf } from './subject.ts';

/** The sections by which that is found which a user asks about by name. */
export const sectionsToFind = {
  networks: ['networks', 'dhcpServers', 'linuxBridges'],
  routers: ['routers'],
  ports: ['ports', 'vmPorts', 'dhcpServers', 'floatingIps'],
} as const satisfies Readonly<Record<string, readonly SectionName[]>>;

type Sources<Of extends keyof typeof sectionsToFind> = Inputs<(typeof sectionsToFind)[Of][number]>;

/** The sections that tell which routers a network needs. */
export const sectionsOfNeeds = ['routers', 'lostRouters'] as const satisfies readonly SectionName[];

/** The ids of the routers that some networks are attached to, also of those whose namespace is gone. */
export const routersOfNetworks = (
  { routers, lostRouters }: Inputs<(typeof sectionsOfNeeds)[number]>,
  networks: readonly string[],
): readonly string[] =>
  [...valuesOf(routers), ...valuesOf(lostRouters)]
    .filter(({ subject }) => networksOf(subject).some((id) => networks.includes(id)))
    .map(({ subject }) => subject.id);

/** What a user may mean by a network, a router or a port, each with the words to tell it from others. */
interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly names: readonly string[];
}

const uuidPrefix = /^[0-9a-f][0-9a-f-]*$/i;

/** The full id of a network by a unique prefix of it. */
export function findNetwork(topology: Sources<'networks'>, wanted: string): string {
  const ids = new Set([
    ...valuesOf(topology.networks).map(({ id }) => id),
    ...valuesOf(topology.dhcpServers).map(({ networkId }) => networkId),
    ...valuesOf(topology.linuxBridges).map(({ subject }) => subject.id),
  ]);
  const candidates = [...ids].map((id) => ({ id, label: id, names: [id, `qdhcp-${id}`, `brq${id.slice(0, 11)}`] }));
  return theOne('network', wanted, candidates).id;
}

/** The full id of a router by a unique prefix of it. */
export function findRouter(topology: Sources<'routers'>, wanted: string): string {
  const candidates = valuesOf(topology.routers).map(({ id }) => ({ id, label: id, names: [id, `qrouter-${id}`] }));
  return theOne('router', wanted, candidates).id;
}

/** A port by a unique prefix of its UUID, an interface's name, a MAC, its address, or a floating IP that leads to it. */
export function findPort(
  topology: Sources<'ports'>,
  wanted: string,
): { readonly key: string; readonly networks: readonly string[] } {
  const vmPorts = valuesOf(topology.vmPorts);
  const addressesOf = (mac: string | undefined) =>
    valuesOf(topology.dhcpServers).flatMap(({ files, networkId }) =>
      (files?.hosts ?? []).filter((host) => host.mac === mac).map(({ address }) => ({ address, networkId })),
    );
  /** Those of some addresses on some networks: two tenants may have the same address. */
  const floatingOf = (addresses: readonly string[], networks: readonly string[]) =>
    valuesOf(topology.floatingIps)
      .filter(({ fixed, router }) => fixed !== undefined && addresses.includes(fixed) && servesAny(router, networks))
      .map(({ address }) => address);
  // An address that leads on to a VM is not that of the router's port, which holds it.
  const leading = new Set(
    valuesOf(topology.floatingIps).flatMap(({ address, fixed }) => (fixed === undefined ? [] : [address])),
  );
  const candidates = new Map<string, Candidate & { networks: readonly string[] }>();
  for (const { subject, sightings, mac } of valuesOf(topology.ports)) {
    const key = portKeyOf(subject.name);
    const held = sightings
      .flatMap((sighting) => sighting.interface.addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => !leading.has(address));
    const leased = addressesOf(mac)
      .filter(({ networkId }) => subject.networks.includes(networkId))
      .map(({ address }) => address);
    const floating = floatingOf(leased, subject.networks);
    candidates.set(key, {
      id: key,
      label: `${subject.name} (${[mac, ...leased, ...floating, ...subject.networks].join(', ')})`,
      names: [subject.id, mac ?? '', ...held, ...leased, ...floating, ...deviceNames(key)],
      networks: subject.networks,
    });
  }
  for (const { portKey, mac, subject } of vmPorts) {
    if (candidates.has(portKey)) continue;
    candidates.set(portKey, {
      id: portKey,
      label: `${subject.name} (${mac ?? 'no MAC known'})`,
      names: [subject.id, mac ?? '', ...addressesOf(mac).map(({ address }) => address), ...deviceNames(portKey)],
      networks: subject.networks,
    });
  }
  const found = theOne('port', wanted, [...candidates.values()]);
  return { key: found.id, networks: candidates.get(found.id)?.networks ?? [] };
}

const servesAny = ({ subject }: Router, networks: readonly string[]): boolean =>
  subject.networks.some((id) => networks.includes(id));

const deviceNames = (key: string): readonly string[] =>
  ['tap', 'qvo', 'qvb', 'qbr', 'qr-', 'qg-'].map((prefix) => `${prefix}${key}`);

function theOne(what: string, wanted: string, candidates: readonly Candidate[]): Candidate {
  const sought = wanted.toLowerCase();
  const exact = candidates.filter(({ names }) => names.includes(sought));
  const matching =
    exact.length > 0
      ? exact
      : candidates.filter(({ names }) => uuidPrefix.test(sought) && names.some((name) => name.startsWith(sought)));
  const [first, ...others] = matching;
  if (first !== undefined && others.length === 0) return first;
  if (first !== undefined) {
    throw new UserError(`--${what} ${wanted} is ambiguous: ${matching.length} matches.`, {
      hint: `Choose one of: ${labelsOf(matching)}`,
    });
  }
  throw new UserError(`No ${what} ${wanted} on this host.`, {
    hint: candidates.length === 0 ? `No ${what}s were found.` : `Nearest: ${labelsOf(byDistance(sought, candidates))}`,
  });
}

const mostListed = 5;

const labelsOf = (candidates: readonly Candidate[]): string => {
  const more = candidates.length > mostListed ? [`and ${candidates.length - mostListed} more`] : [];
  return [...candidates.slice(0, mostListed).map(({ label }) => label), ...more].join('; ');
};

/** The five whose names are most like what was typed. */
const byDistance = (sought: string, candidates: readonly Candidate[]): readonly Candidate[] =>
  candidates
    .map((candidate) => ({ candidate, distance: Math.min(...candidate.names.map((name) => leven(sought, name))) }))
    .toSorted((one, other) => one.distance - other.distance)
    .slice(0, mostListed)
    .map(({ candidate }) => candidate);
