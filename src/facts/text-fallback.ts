import type { Host } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import { type Alternative, firstOf } from './alternatives.ts';
import { type Known, known, mapKnown, Unparsable, unknown } from './known.ts';
import { type Process, parseSavedProcesses } from './processes.ts';
import type { Interface, Route, Stack } from './stack.ts';
import type { SwitchDatabase } from './switch.ts';
import { withLists } from './switch-lists.ts';
import { parseBrctlShow } from './text/brctl-show.ts';
import { parseBridgeLink } from './text/bridge-link.ts';
import { parseIfconfig } from './text/ifconfig.ts';
import { parseIpAddress } from './text/ip-address.ts';
import { parseIpRule } from './text/ip-rule.ts';
import { parseOvsShow } from './text/ovs-show.ts';
import type { PartialInterface } from './text/partial-interface.ts';
import { parseIpRoute, parseNetstatRoutes } from './text/routes.ts';
import { hasAllOfNet, parseSysctl } from './text/sysctl.ts';
import { subnetOf } from './text/values.ts';

/*
 * What a host with older tools, or a folder of saved outputs, tells in plain text. Saved outputs may be excerpts,
 * so nothing that is not in them counts as missing.
 */

/** What people save may be cut; a sosreport cuts what is long. */
const mayBeExcerpt = ({ source }: Host): boolean => source === 'directory' || source === 'sosreport';

/** `stack` carries the reasons why the usual way gave nothing. */
export async function readStackFromText(host: Host, namespace: string | undefined, stack: Stack): Promise<Stack> {
  if (stack.interfaces.known) return stack;
  const { reason } = stack.interfaces;
  const [list, members, routes, rules, isForwarding, arpProxies] = await Promise.all([
    firstOf(host, namespace, interfaceAlternatives, reason),
    namespace === undefined ? firstOf(host, undefined, memberAlternatives, reason) : unknown(reason),
    firstOf(host, namespace, routeAlternatives, reason),
    firstOf(host, namespace, [[['ip', 'rule', 'show'], parseIpRule]], reason),
    firstOf(host, namespace, forwardingAlternatives, reason),
    firstOf(host, namespace, [[['sysctl', '-a'], parseArpProxies]], reason),
  ]);
  const interfaces = mapKnown(list, ({ devices }) => {
    const masterOf = mastersIn(members, devices);
    return devices.map((device) => complete(device, masterOf(device.name), members));
  });
  const wayOut = mayBeExcerpt(host) ? missingRoute(interfaces, routes) : undefined;
  return {
    interfaces,
    isComplete:
      !mayBeExcerpt(host) || (list.known && list.value.hasIdle && isWhole(namespace, interfaces, routes, members)),
    routes: wayOut === undefined ? routes : unknown(`an excerpt of the routes: none leads to the subnet of ${wayOut}`),
    rules,
    isForwarding,
    arpProxies,
  };
}

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
  [['brctl', 'show'], parseBrctlShow],
  [['bridge', 'link'], parseBridgeLink],
];

interface DeviceList {
  readonly devices: readonly PartialInterface[];
  /** Devices that are down are in it too. */
  readonly hasIdle: boolean;
}

const ipList = (text: string): DeviceList => ({ devices: parseIpAddress(text), hasIdle: true });

const interfaceAlternatives: readonly Alternative<DeviceList>[] = [
  [['ip', 'addr', 'show'], ipList],
  [['ip', 'address', 'show'], ipList],
  [['ip', 'a'], ipList],
  [['ifconfig', '-a'], (text) => ({ devices: parseIfconfig(text), hasIdle: true })],
  [['ifconfig'], (text) => ({ devices: parseIfconfig(text), hasIdle: false })],
  // Without addresses.
  [['ip', 'link', 'show'], ipList],
];

/**
 * Whether a list of devices that somebody saved is one of all: it has what other outputs say is there, the devices of
 * all routes and the bridges of the kernel with their ports.
 */
function isWhole(
  namespace: string | undefined,
  interfaces: Stack['interfaces'],
  routes: Stack['routes'],
  members: Members,
): boolean {
  if (!interfaces.known || !routes.known) return false;
  const names = new Set(interfaces.value.map(({ name }) => name));
  const masters = interfaces.value.map(({ master }) => master);
  // In a namespace of an agent there are no bridges.
  if (namespace === undefined && !members.known && masters.includes(undefined)) return false;
  const bridged = members.known ? [...members.value].flatMap(([bridge, ports]) => [bridge, ...ports]) : [];
  const needed = ['lo', ...routes.value.map(({ device }) => device), ...masters, ...bridged];
  return needed.every((name) => name === undefined || name === false || names.has(name));
}

const routeAlternatives: readonly Alternative<readonly Route[]>[] = [
  [['ip', 'route', 'show', 'table', 'all'], parseIpRoute],
  [['ip', 'route', 'show'], (text) => parseIpRoute(text)],
  [['ip', 'route'], (text) => parseIpRoute(text)],
  // With metrics, which netstat does not tell.
  [['route', '-n'], parseOldRoutes],
  [['netstat', '-nr'], parseOldRoutes],
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

type Members = Known<ReadonlyMap<string, readonly string[]>>;

/** The bridge of each port. Where the list lacks a bridge of a VM or a network, it lacks that one's ports as well. */
function mastersIn(members: Members, devices: readonly PartialInterface[]): (name: string) => Interface['master'] {
  if (!members.known) return () => undefined;
  const bridges = members.value;
  const masters = new Map([...bridges].flatMap(([bridge, ports]) => ports.map((port) => [port, bridge] as const)));
  const isCut = devices.some(({ name }) => /^(?:qbr|brq)/.test(name) && !bridges.has(name));
  return (name) => masters.get(name) ?? (isCut ? undefined : false);
}

function complete(device: PartialInterface, bridge: Interface['master'], members: Members): Interface {
  const hasAddresses = device.hasEveryAddress || (device.addresses?.length ?? 0) > 0;
  const isBridge = members.known && members.value.has(device.name);
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

/** `ovs-vsctl show`, which every release prints; it lacks the agents' notes and the OpenFlow ports. */
export async function readSwitchFromText(host: Host, reason: string): Promise<Known<SwitchDatabase>> {
  const show: Alternative<ReturnType<typeof parseOvsShow>> = [['ovs-vsctl', 'show'], parseOvsShow];
  const answer = await firstOf(host, undefined, [show], reason);
  if (!answer.known) return answer;
  const { hasRoot, ...database } = answer.value;
  return known(
    await withLists(host, { ...database, isComplete: database.isComplete && (hasRoot || !mayBeExcerpt(host)) }),
  );
}

/** A list of processes as people save it; it lacks the namespaces they are in. */
export const readProcessesFromText = (host: Host, reason: string): Promise<Known<readonly Process[]>> =>
  firstOf(host, undefined, [[['ps', 'auxww'], parseSavedProcesses]], reason);

const wordsOf = (alternatives: readonly Alternative<unknown>[]): readonly Argv[] =>
  alternatives.map(([words]) => words);

/** What tells a stack as text: of each line the first command that gives an answer. */
export const stackAsText: readonly (readonly Argv[])[] = [
  wordsOf(interfaceAlternatives),
  wordsOf(routeAlternatives),
  [['ip', 'rule', 'show']],
  wordsOf(forwardingAlternatives),
];
