import type { Command, Host } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { type Process, parseSavedProcesses } from './processes.ts';
import { failureOf, parsed } from './result.ts';
import type { Interface, Route, Stack } from './stack.ts';
import type { SwitchDatabase } from './switch.ts';
import { parseBrctlShow } from './text/brctl-show.ts';
import { parseIfconfig } from './text/ifconfig.ts';
import { parseIpAddress } from './text/ip-address.ts';
import { parseIpRule } from './text/ip-rule.ts';
import { parseOvsShow } from './text/ovs-show.ts';
import type { PartialInterface } from './text/partial-interface.ts';
import { parseIpRoute, parseNetstatRoutes } from './text/routes.ts';
import { within } from './within.ts';

/*
 * What a host with older tools, or a folder of saved outputs, tells in plain text. Saved outputs may be excerpts,
 * so nothing that is not in them counts as missing.
 */

type Alternative<T> = readonly [words: Argv, parse: (text: string) => T];

/** The first alternative that the host has an answer to; otherwise `otherwise`. */
async function firstOf<T>(
  host: Host,
  namespace: string | undefined,
  alternatives: readonly Alternative<T>[],
  otherwise: string,
): Promise<Known<T>> {
  let reason: string | undefined;
  for (const [words, parse] of alternatives) {
    const command: Command = { argv: within(namespace, ...words) };
    const [result] = await host.run([command]);
    // The first is what people know, and what they can add.
    if (result?.kind === 'not-recorded' && result.canBeAdded) reason ??= failureOf(command, result);
    if (result === undefined || result.kind === 'not-recorded' || result.kind === 'tool-missing') continue;
    const answer = parsed(command, result, parse);
    if (answer.known) return answer;
    reason = answer.reason;
  }
  return unknown(reason ?? otherwise);
}

/** What people save may be cut; a sosreport cuts what is long. */
const mayBeExcerpt = ({ source }: Host): boolean => source === 'directory' || source === 'sosreport';

/** `stack` carries the reasons why the usual way gave nothing. */
export async function readStackFromText(host: Host, namespace: string | undefined, stack: Stack): Promise<Stack> {
  if (stack.interfaces.known) return stack;
  const { reason } = stack.interfaces;
  const [devices, members, routes, rules, isForwarding] = await Promise.all([
    firstOf(host, namespace, interfaceAlternatives, reason),
    namespace === undefined ? firstOf(host, undefined, [[['brctl', 'show'], parseBrctlShow]], reason) : unknown(reason),
    firstOf(host, namespace, routeAlternatives, reason),
    firstOf(host, namespace, [[['ip', 'rule', 'show'], parseIpRule]], reason),
    firstOf(host, namespace, forwardingAlternatives, reason),
  ]);
  return {
    interfaces: devices.known ? known(devices.value.map((device) => complete(device, members))) : devices,
    isComplete: !mayBeExcerpt(host),
    routes,
    rules,
    isForwarding,
    arpProxies: unknown(reason),
  };
}

const interfaceAlternatives: readonly Alternative<readonly PartialInterface[]>[] = [
  [['ip', 'addr', 'show'], parseIpAddress],
  [['ip', 'address', 'show'], parseIpAddress],
  [['ip', 'a'], parseIpAddress],
  [['ifconfig', '-a'], parseIfconfig],
  [['ifconfig'], parseIfconfig],
  // Without addresses.
  [['ip', 'link', 'show'], parseIpAddress],
];

const routeAlternatives: readonly Alternative<readonly Route[]>[] = [
  [['ip', 'route', 'show', 'table', 'all'], parseIpRoute],
  [['ip', 'route', 'show'], (text) => parseIpRoute(text)],
  [['ip', 'route'], (text) => parseIpRoute(text)],
  [['netstat', '-nr'], parseOldRoutes],
  [['route', '-n'], parseOldRoutes],
];

function parseOldRoutes(text: string): readonly Route[] {
  return parseNetstatRoutes(text).map((route) => ({
    ...route,
    metric: route.metric ?? 0,
    isOnlink: false,
    isLinkDown: false,
  }));
}

const forwardingAlternatives: readonly Alternative<boolean>[] = [
  [['sysctl', '-n', 'net.ipv4.ip_forward'], parseFlag],
  [['cat', '/proc/sys/net/ipv4/ip_forward'], parseFlag],
];

function parseFlag(text: string): boolean {
  const word = text.trim();
  if (word !== '0' && word !== '1') throw new Unparsable(word.slice(0, 60));
  return word === '1';
}

function complete(device: PartialInterface, members: Known<ReadonlyMap<string, readonly string[]>>): Interface {
  const bridge = members.known
    ? ([...members.value].find(([, ports]) => ports.includes(device.name))?.[0] ?? false)
    : undefined;
  const hasAddresses = device.hasEveryAddress || (device.addresses?.length ?? 0) > 0;
  return {
    name: device.name,
    isUp: device.isUp,
    hasCarrier: device.hasCarrier,
    mac: device.mac,
    mtu: device.mtu,
    master: device.master ?? bridge,
    parent: undefined,
    kind: device.kind,
    state: undefined,
    flags: undefined,
    addresses: hasAddresses ? device.addresses : undefined,
  };
}

/** `ovs-vsctl show`, which every release prints; it lacks the agents' notes and the OpenFlow ports. */
export async function readSwitchFromText(host: Host, reason: string): Promise<Known<SwitchDatabase>> {
  const show: Alternative<SwitchDatabase> = [['ovs-vsctl', 'show'], parseOvsShow];
  const answer = await firstOf(host, undefined, [show], reason);
  if (!answer.known) return answer;
  return known({ ...answer.value, isComplete: answer.value.isComplete && !mayBeExcerpt(host) });
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
