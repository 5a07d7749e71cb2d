import { UserError } from '../errors.ts';
import { valuesOf } from '../facts/known.ts';
import { portKeyOf } from './ports.ts';
import type { Topology } from './types.ts';

/** What a user may mean by a network, a router or a port, each with the words to tell it from others. */
interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly names: readonly string[];
}

const uuidPrefix = /^[0-9a-f][0-9a-f-]*$/i;

/** The full id of a network by a unique prefix of it. */
export function findNetwork(topology: Topology, wanted: string): string {
  const ids = new Set([
    ...valuesOf(topology.networks).map(({ id }) => id),
    ...valuesOf(topology.dhcpServers).map(({ networkId }) => networkId),
  ]);
  const candidates = [...ids].map((id) => ({ id, label: id, names: [id, `qdhcp-${id}`] }));
  return theOne('network', wanted, candidates).id;
}

/** The full id of a router by a unique prefix of it. */
export function findRouter(topology: Topology, wanted: string): string {
  const candidates = valuesOf(topology.routers).map(({ id }) => ({ id, label: id, names: [id, `qrouter-${id}`] }));
  return theOne('router', wanted, candidates).id;
}

/** A port by a unique prefix of its UUID, an interface's name, a MAC or an IP address. */
export function findPort(
  topology: Topology,
  wanted: string,
): { readonly key: string; readonly networks: readonly string[] } {
  const vmPorts = valuesOf(topology.vmPorts);
  const addressesOf = (mac: string | undefined) =>
    valuesOf(topology.dhcpServers).flatMap(({ files, networkId }) =>
      (files?.hosts ?? []).filter((host) => host.mac === mac).map(({ address }) => ({ address, networkId })),
    );
  const candidates = new Map<string, Candidate & { networks: readonly string[] }>();
  for (const { subject, sightings, mac } of valuesOf(topology.ports)) {
    const key = portKeyOf(subject.name);
    const held = sightings.flatMap((sighting) => sighting.interface.addresses ?? []).map(({ address }) => address);
    const leased = addressesOf(mac).filter(({ networkId }) => subject.networks.includes(networkId));
    candidates.set(key, {
      id: key,
      label: `${subject.name} (${[mac, ...leased.map(({ address }) => address), ...subject.networks].join(', ')})`,
      names: [subject.id, mac ?? '', ...held, ...leased.map(({ address }) => address), ...deviceNames(key)],
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
    throw new UserError(`--${what} ${wanted} can mean ${matching.length} of them.`, {
      hint: `Say more of it: ${matching.map(({ label }) => label).join('; ')}`,
    });
  }
  const known = candidates.map(({ label }) => label).slice(0, 10);
  throw new UserError(`There is no ${what} ${wanted} on this host.`, {
    hint: known.length === 0 ? `No ${what} was found here at all.` : `There is: ${known.join('; ')}`,
  });
}
