import type { Alternative } from './alternatives.ts';
import { defineFallback } from './fact.ts';
import {
  Excerpt,
  isSieved,
  type Known,
  known,
  mapKnown,
  partly,
  seenOf,
  Unparsable,
  unknown,
  valuesOf,
} from './known.ts';
import type { Interface, Route, Stack } from './stack.ts';
import { readBrctlShow } from './text/brctl-show.ts';
import { parseBridgeLink } from './text/bridge-link.ts';
import { readIfconfig } from './text/ifconfig.ts';
import { readIpAddress } from './text/ip-address.ts';
import { parseIpBrief, parseLabelledAddresses } from './text/ip-brief.ts';
import { parseIpRule } from './text/ip-rule.ts';
import { lineByLine, rowByRow } from './text/lines.ts';
import { type PartialInterface, unknownParts } from './text/partial-interface.ts';
import { parseIpRoute, parseNetstatRoutes } from './text/routes.ts';
import { hasAllOfNet, parseSysctl } from './text/sysctl.ts';
import { subnetOf } from './text/values.ts';
import { within } from './within.ts';

/*
 * What a host with older tools, or a folder of saved outputs, tells in plain text. Saved outputs may be excerpts,
 * so nothing that is not in them counts as missing.
 */

/** The text commands of a namespace, or of the host (''), with what they tell. */
export const stackAsText = defineFallback({
  // An `ip` without JSON, or a recording of older commands, tells the same as text.
  reason: ({ interfaces, routes }: Stack) => (interfaces.known || routes.known ? undefined : interfaces.reason),
  ask(name) {
    const namespace = name === '' ? undefined : name;
    const there = <T>(all: readonly Alternative<T>[]) =>
      all.map(([words, parse]): Alternative<T> => [within(namespace, ...words), parse]);
    return {
      list: there(interfaceAlternatives),
      routes: there(routeAlternatives),
      rules: there([[['ip', 'rule', 'show'], lineByLine(parseIpRule)]]),
      isForwarding: there(forwardingAlternatives),
      arpProxies: there([[['sysctl', '-a'], parseArpProxies]]),
      // In a namespace of an agent there are no bridges.
      members: namespace === undefined ? memberAlternatives : [],
    };
  },
  read({ list, routes, rules, isForwarding, arpProxies, members }, _, { saved: { mayBeExcerpt } }, name): Stack {
    const listed = mapKnown(list, ({ devices }) =>
      devicesWith(isSieved(list) ? devices.map(withoutDoubtful) : devices, members),
    );
    const interfaces = listed.known ? listed : withMembers(valuesOf(listed), listed.reason, members);
    // A tool that succeeds and prints nothing may be another one.
    const isEmpty = routes.known && routes.value.length === 0;
    const wayOut = mayBeExcerpt || isEmpty ? missingRoute(interfaces, routes) : undefined;
    return {
      interfaces,
      isComplete:
        !mayBeExcerpt || (list.known && list.value.hasIdle && isWhole(name !== '', interfaces, routes, members)),
      routes:
        wayOut === undefined ? routes : unknown(`an excerpt of the routes: none leads to the subnet of ${wayOut}`),
      rules,
      isForwarding: fromOneLine(isForwarding),
      arpProxies,
    };
  },
});

/** In what may have lost a line, a device without an address may have one all the same. */
const withoutDoubtful = (device: PartialInterface): PartialInterface =>
  device.addresses?.some(({ family }) => family === 'inet') === true
    ? device
    : { ...device, addresses: undefined, hasEveryAddress: false };

/** A value that stands in one line is known where that line is there, whatever else its listing lacks. */
function fromOneLine<T>(value: Known<T>): Known<T> {
  const seen = seenOf(value);
  return seen === undefined ? value : known(seen);
}

/** What another list shows that the one which was read lacks: devices, and of `ifconfig` all addresses but the first. */
export const savedParts = defineFallback({
  isForSaved: true,
  reason: ({ interfaces }: Stack) =>
    valuesOf(interfaces).every(({ hasEveryAddress }) => hasEveryAddress) && interfaces.known
      ? undefined
      : 'a list of devices does not tell all of them, or not all of their addresses',
  ask(name) {
    const namespace = name === '' ? undefined : name;
    return {
      addresses: [[within(namespace, 'ip', 'addr', 'show'), ipList]] as const,
      oneLine: [[within(namespace, 'ip', '-o', 'addr', 'show'), ipList]] as const,
      brief: [[within(namespace, 'ip', '-br', 'addr', 'show'), briefList]] as const,
      briefLinks: [[within(namespace, 'ip', '-br', 'link', 'show'), briefList]] as const,
      links: [[within(namespace, 'ip', 'link', 'show'), ipList]] as const,
    };
  },
  read({ addresses, oneLine, brief, briefLinks, links }, stack): Stack {
    const listed = [addresses, oneLine, brief].flatMap(devicesIn);
    const withAddresses = (device: Interface): Interface => {
      const other = listed.find(({ name }) => name === device.name);
      if (device.hasEveryAddress || other?.addresses === undefined) return device;
      const own = new Set((device.addresses ?? []).map(({ address }) => address));
      const more = other.addresses.filter(({ address }) => !own.has(address));
      return more.length === 0 ? device : { ...device, addresses: [...(device.addresses ?? []), ...more] };
    };
    // Of a list that is known whole, no device is missing.
    if (stack.interfaces.known) return { ...stack, interfaces: known(stack.interfaces.value.map(withAddresses)) };
    const seen = valuesOf(stack.interfaces);
    const names = new Set(seen.map(({ name }) => name));
    const more = [...listed, ...[briefLinks, links].flatMap(devicesIn)].filter(({ name }) => !names.has(name));
    // The first list that has a device tells the most of it.
    const unlisted = [...new Map(more.toReversed().map((device) => [device.name, device])).values()].map((device) =>
      complete(device, undefined, unknown('no list of bridges is saved')),
    );
    const all = [...seen.map(withAddresses), ...unlisted];
    return all.length === 0 ? stack : { ...stack, interfaces: partly(all, stack.interfaces.reason) };
  },
});

const devicesIn = (list: Known<DeviceList>): readonly PartialInterface[] => seenOf(list)?.devices ?? [];

/**
 * Saved lists of routes, of which each shows what another has lost: a line can be missing in the middle of one, and nothing
 * in it tells.
 */
export const savedRoutes = defineFallback({
  isForSaved: true,
  reason: ({ routes }: Stack, answers) =>
    routes.known && Object.values(answers).every((answer) => answer?.result.kind === 'not-recorded')
      ? 'one list of routes does not prove itself whole'
      : undefined,
  ask: (name) => ({
    ip: [[within(name === '' ? undefined : name, 'ip', 'route', 'show'), readIpRoutes]] as const,
    route: [[within(name === '' ? undefined : name, 'route', '-n'), rowByRow(parseOldRoutes)]] as const,
    netstat: [[within(name === '' ? undefined : name, 'netstat', '-nr'), rowByRow(parseOldRoutes)]] as const,
  }),
  read({ ip, route, netstat }, stack): Stack {
    const listed = valuesOf(stack.routes);
    const keyOf = ({ table, destination, gateway, device }: Route) => [table, destination, gateway, device].join(' ');
    const own = new Set(listed.map(keyOf));
    const lost = [ip, route, netstat].flatMap(valuesOf).filter((other) => !own.has(keyOf(other)));
    const [first] = lost;
    const routes =
      first === undefined
        ? stack.routes
        : partly([...listed, ...lost], `the lists of routes differ: one has no route to ${first.destination}`);
    return { ...stack, routes, interfaces: mapKnown(stack.interfaces, (all) => all.map(withRoutes(routes))) };
  },
});

/** A device without an address, to whose subnet the kernel has a route, has lost the line of its address. */
const withRoutes =
  (routes: Stack['routes']) =>
  (device: Interface): Interface => {
    const isRouted = valuesOf(routes).some((route) => route.device === device.name && route.gateway === undefined);
    const has = (device.addresses ?? []).some(({ family }) => family === 'inet');
    const isReported = device.name === 'lo' || has || (routes.known && !isRouted);
    return isReported ? device : { ...device, addresses: undefined, hasEveryAddress: false };
  };

/** A device that is up with an address to whose subnet no route leads, as the kernel makes one for each. */
function missingRoute(interfaces: Stack['interfaces'], routes: Stack['routes']): string | undefined {
  if (!interfaces.known || !routes.known) return undefined;
  const reached = new Set(routes.value.map(({ device, destination }) => `${device} ${destination}`));
  const isMissed = ({ name, isUp, addresses = [] }: Interface) =>
    isUp === true &&
    name !== 'lo' &&
    addresses.some(
      ({ family, address, prefixLength }) =>
        family === 'inet' && prefixLength < 32 && !reached.has(`${name} ${subnetOf(address, prefixLength)}`),
    );
  return interfaces.value.find(isMissed)?.name;
}

const memberAlternatives: readonly Alternative<ReadonlyMap<string, readonly string[]>>[] = [
  [['brctl', 'show'], readBrctlShow],
  [['bridge', 'link'], rowByRow(parseBridgeLink)],
];

interface DeviceList {
  readonly devices: readonly PartialInterface[];
  /** Devices that are down are in it too. */
  readonly hasIdle: boolean;
}

const briefList = (text: string): DeviceList => ({ devices: parseIpBrief(text), hasIdle: true });

function ipList(text: string): DeviceList | Excerpt<DeviceList> {
  const labelled = parseLabelledAddresses(text);
  if (labelled !== undefined)
    return new Excerpt(
      { devices: labelled, hasIdle: false },
      'an excerpt of the interfaces: there are addresses alone',
    );
  return deviceList(readIpAddress(text), true);
}

function deviceList(
  { devices, gap }: { readonly devices: readonly PartialInterface[]; readonly gap: string | undefined },
  hasIdle: boolean,
): DeviceList | Excerpt<DeviceList> {
  const read = { devices, hasIdle };
  return gap === undefined
    ? read
    : new Excerpt(read, `an excerpt of the interfaces, as ${JSON.stringify(gap.slice(0, 60))} shows`);
}

const interfaceAlternatives: readonly Alternative<DeviceList>[] = [
  [['ip', 'addr', 'show'], ipList],
  [['ip', 'address', 'show'], ipList],
  [['ip', 'a'], ipList],
  [['ifconfig', '-a'], (text) => deviceList(readIfconfig(text), true)],
  [['ifconfig'], (text) => deviceList(readIfconfig(text), false)],
  // Without addresses.
  [['ip', 'link', 'show'], ipList],
];

/**
 * Whether a list of devices that somebody saved is one of all: it has what other outputs say is there, the devices of
 * all routes and the bridges of the kernel with their ports.
 */
function isWhole(
  isNamespace: boolean,
  interfaces: Stack['interfaces'],
  routes: Stack['routes'],
  members: Members,
): boolean {
  if (!interfaces.known || !routes.known) return false;
  const names = new Set(interfaces.value.map(({ name }) => name));
  const masters = interfaces.value.map(({ master }) => master);
  // In a namespace of an agent there are no bridges.
  if (!isNamespace && !members.known && masters.includes(undefined)) return false;
  const bridged = members.known ? [...members.value].flatMap(([bridge, ports]) => [bridge, ...ports]) : [];
  const needed = ['lo', ...routes.value.map(({ device }) => device), ...masters, ...bridged];
  return needed.every((name) => name === undefined || name === false || names.has(name));
}

const readIpRoutes = lineByLine((text) => parseIpRoute(text));

const routeAlternatives: readonly Alternative<readonly Route[]>[] = [
  [['ip', 'route', 'show', 'table', 'all'], readIpRoutes],
  [['ip', 'route', 'show'], readIpRoutes],
  [['ip', 'route'], readIpRoutes],
  // With metrics, which netstat does not tell.
  [['route', '-n'], rowByRow(parseOldRoutes)],
  [['netstat', '-nr'], rowByRow(parseOldRoutes)],
];

function parseOldRoutes(text: string): readonly Route[] {
  return parseNetstatRoutes(text).map((route) => ({
    ...route,
    metric: route.metric ?? 0,
    isOnlink: false,
    isLinkDown: false,
  }));
}

const parseForwarding = (text: string): boolean => parseFlag(parseSysctl(text).get('net.ipv4.ip_forward') ?? '');

const forwardingAlternatives: readonly Alternative<boolean>[] = [
  [['sysctl', 'net.ipv4.ip_forward'], parseForwarding],
  [['sysctl', '-n', 'net.ipv4.ip_forward'], parseFlag],
  [['cat', '/proc/sys/net/ipv4/ip_forward'], parseFlag],
  [['sysctl', '-a'], parseForwarding],
];

/** `sysctl -a`, whole: of the devices that answer ARP for others. */
function parseArpProxies(text: string): ReadonlySet<string> {
  const settings = parseSysctl(text);
  if (!hasAllOfNet(settings)) throw new Unparsable('an excerpt');
  return new Set(
    [...settings].flatMap(([key, value]) => {
      const device = key.match(/^net\.ipv4\.conf\.(.+)\.proxy_arp$/)?.[1];
      return device !== undefined && value === '1' ? [device] : [];
    }),
  );
}

function parseFlag(text: string): boolean {
  const word = text.trim();
  if (word !== '0' && word !== '1') throw new Unparsable(word.slice(0, 60));
  return word === '1';
}

const devicesWith = (devices: readonly PartialInterface[], members: Members): readonly Interface[] => {
  const masterOf = mastersIn(members, devices);
  return devices.map((device) => complete(device, masterOf(device.name), members));
};

/** Bridges and their ports are devices, whether anything else is told of them or not. */
function withMembers(seen: readonly Interface[], reason: string, members: Members): Stack['interfaces'] {
  const bridges = seenOf(members) ?? new Map();
  const listed = new Set(seen.map(({ name }) => name));
  const names = new Set([...bridges].flatMap(([bridge, ports]) => [bridge, ...ports]));
  const others = [...names].filter((name) => !listed.has(name));
  const all = [...seen, ...devicesWith(others.map(unknownParts), members)];
  return all.length === 0 ? unknown(reason) : partly(all, reason);
}

type Members = Known<ReadonlyMap<string, readonly string[]>>;

/** The bridge of each port. Where the list lacks a bridge of a VM or a network, it lacks that one's ports as well. */
function mastersIn(members: Members, devices: readonly PartialInterface[]): (name: string) => Interface['master'] {
  const bridges = seenOf(members);
  if (bridges === undefined) return () => undefined;
  const masters = new Map([...bridges].flatMap(([bridge, ports]) => ports.map((port) => [port, bridge] as const)));
  // Nothing ends the list: of the bridge that stands last in it, a port may have been cut off.
  const [last, ports = []] = [...bridges].at(-1) ?? [];
  const isCutBridge = ports.length === 1 ? last : undefined;
  const isCut = !members.known || devices.some(({ name }) => /^(?:qbr|brq)/.test(name) && !bridges.has(name));
  // A hybrid plug has a bridge: where neither list shows it, both may have been cut.
  const plugged = new Set(devices.flatMap(({ name }) => (/^qv[bo]/.test(name) ? name.slice(3) : [])));
  const mayBeOf = (name: string) =>
    (plugged.has(name.slice(3)) && !bridges.has(`qbr${name.slice(3)}`)) ||
    (isCutBridge !== undefined && isCutBridge.slice(3) === name.slice(3));
  return (name) => masters.get(name) ?? (isCut || mayBeOf(name) ? undefined : false);
}

function complete(device: PartialInterface, bridge: Interface['master'], members: Members): Interface {
  const hasAddresses = device.hasEveryAddress || (device.addresses?.length ?? 0) > 0;
  const isBridge = seenOf(members)?.has(device.name) === true;
  return {
    name: device.name,
    isUp: device.isUp,
    hasCarrier: device.hasCarrier,
    mac: device.mac,
    mtu: device.mtu,
    master: device.master ?? bridge,
    parent: undefined,
    kind: device.kind ?? (isBridge ? 'bridge' : undefined),
    state: undefined,
    flags: undefined,
    addresses: hasAddresses ? device.addresses : undefined,
    hasEveryAddress: device.hasEveryAddress,
  };
}
