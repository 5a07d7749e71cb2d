import { spellRoute } from '../../evidence/routes.ts';
import { agentFileCommands } from '../../facts/agent-files.ts';
import { readStack, stackCommand } from '../../facts/ip.ts';
import { type Known, known, mapKnown, unknown, valuesOf } from '../../facts/known.ts';
import { inodesCommand, listCommand, readNamespaces } from '../../facts/namespaces.ts';
import { netfilterCommand, readNetfilter } from '../../facts/netfilter.ts';
import { readSwitch, switchCommand } from '../../facts/ovs.ts';
import { ownNamespacesCommand, processesCommand, readProcesses } from '../../facts/processes.ts';
import { failureOf, parsed } from '../../facts/result.ts';
import type { Interface, Route, Rule, Stack } from '../../facts/stack.ts';
import type { SwitchDatabase, SwitchPort } from '../../facts/switch.ts';
import { parseNetnsList } from '../../facts/text/netns-list.ts';
import { type Command, type CommandResult, type Host, runOne } from '../../host/host.ts';
import { cidrOf } from '../../topology/addresses.ts';

/** What a fix could change on a host, part by part, as sorted lines. What changes by itself on a healthy host is left out. */
export type HostState = ReadonlyMap<string, Known<readonly string[]>>;

export interface Difference {
  readonly part: string;
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

const filesCommand = agentFileCommands([]).contents;
const settingsCommand: Command = { argv: ['sysctl', '-a', '-e', '-r', '^net[.](ipv4[.]conf[.].*rp_filter|bridge)'] };

/** Reads the switch with its flows, and per namespace the devices, addresses, routes, rules and firewall. */
export async function readState(host: Host): Promise<HostState> {
  const [database, names, processes, files, settings] = await Promise.all([
    runOne(host, switchCommand).then((result) => parsed(switchCommand, result, readSwitch)),
    runOne(host, listCommand).then((result) => parsed(listCommand, result, parseNetnsList)),
    readDaemons(host),
    runOne(host, filesCommand).then(readFileLines),
    runOne(host, settingsCommand).then((result) => parsed(settingsCommand, result, wholeLines)),
  ]);
  const namespaces = [undefined, ...valuesOf(names)];
  const bridges = database.known ? database.value.bridges.map(({ name }) => name) : [];
  const stackCommands = namespaces.map(stackCommand);
  const firewallCommands = namespaces.map(netfilterCommand);
  const flowCommands = bridges.map(flowCommand);
  const results = await host.run([...stackCommands, ...firewallCommands, ...flowCommands]);
  const resultOf = (index: number) => results[index] ?? ({ kind: 'aborted' } as const);
  const parts: [string, Known<readonly string[]>][] = [
    ['Open vSwitch database', mapKnown(database, switchLines)],
    ['network namespaces', names],
    ['daemons', processes],
    ["agents' files", files],
    ['kernel settings', settings],
  ];
  for (const [index, command] of stackCommands.entries()) {
    const where = namespaces[index] ?? 'host';
    const stack = readStack(command, resultOf(index));
    parts.push([`devices (${where})`, mapKnown(stack.interfaces, (all) => all.flatMap(deviceLines))]);
    parts.push([`routes (${where})`, mapKnown(stack.routes, routeLines)]);
    parts.push([`policy rules (${where})`, mapKnown(stack.rules, (all) => all.map(ruleLine))]);
    parts.push([`forwarding (${where})`, forwardingLine(stack)]);
  }
  for (const [index, command] of firewallCommands.entries()) {
    const rules = readNetfilter(command, resultOf(stackCommands.length + index));
    parts.push([`firewall (${namespaces[index] ?? 'host'})`, mapKnown(rules, (all) => all.map(({ text }) => text))]);
  }
  for (const [index, command] of flowCommands.entries()) {
    const result = resultOf(stackCommands.length + firewallCommands.length + index);
    parts.push([`flows (${bridges[index]})`, parsed(command, result, flowLines)]);
  }
  return new Map(parts.map(([part, lines]) => [part, mapKnown(lines, (all) => all.toSorted())]));
}

/** What one state has and the other lacks. A part that only one of them could read counts as different. */
export function differencesOf(before: HostState, after: HostState): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((part) => {
    const [old, now] = [before.get(part) ?? nothing, after.get(part) ?? nothing];
    if (old.known !== now.known) return [{ part, gone: [readability(old)], come: [readability(now)] }];
    if (!old.known || !now.known) return [];
    const [gone, come] = [without(old.value, now.value), without(now.value, old.value)];
    return gone.length + come.length === 0 ? [] : [{ part, gone, come }];
  });
}

const nothing = known<readonly string[]>([]);

const readability = ({ known: isKnown }: Known<unknown>): string => (isKnown ? '(readable)' : '(unreadable)');

/** Lines count as often as they stand there: a rule may be there twice. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index !== -1) left.splice(index, 1);
    return index === -1;
  });
}

const wholeLines = (text: string): readonly string[] => text.split('\n').filter((line) => line !== '');

/** grep's exit code tells only that some of the folders are not there. Pids change with every start, leases with every guest. */
const readFileLines = (result: CommandResult): Known<readonly string[]> =>
  result.kind === 'exited' && result.exitCode <= 2
    ? known(wholeLines(result.stdout).filter((line) => !/^[^:]*\/(?:pid|leases):/.test(line)))
    : unknown(failureOf(filesCommand, result) ?? 'no answer');

// The agents' workers come and go; what serves packets does not.
const daemon = /(?:^|\/)(?:ovs-vswitchd|ovsdb-server|dnsmasq|keepalived|haproxy|radvd)\b/;

/** Only those of this host: of its containers, and of the hosts that run in them, it sees the processes as well. */
async function readDaemons(host: Host): Promise<Known<readonly string[]>> {
  const [list, inodes, own, processes] = await host.run([
    listCommand,
    inodesCommand,
    ownNamespacesCommand,
    processesCommand,
  ]);
  const nothing: CommandResult = { kind: 'aborted' };
  const namespaces = readNamespaces(list ?? nothing, inodes ?? nothing, own ?? nothing);
  const nameOfInode = namespaces.known ? namespaces.value.nameOfInode : unknown(namespaces.reason);
  return mapKnown(readProcesses(processes ?? nothing, own ?? nothing, nameOfInode, { mayBeCut: false }), (all) =>
    all
      // The monitor of Open vSwitch writes the state of its child into its own arguments.
      .filter(({ args }) => daemon.test(args) && !args.includes(': monitoring pid'))
      .map(({ isFrozen, args }) => `${isFrozen === true ? 'stopped' : 'running'} ${args}`),
  );
}

const switchLines = ({ bridges }: SwitchDatabase): readonly string[] =>
  bridges.flatMap(({ name, failMode, datapathType, ports }) => [
    `bridge ${name} ${datapathType} fail_mode=${failMode ?? ''}`,
    ...ports.flatMap(portLines),
  ]);

/** One line for each thing that may differ, so that a comparison shows just that. */
function portLines({ name, bridge, tag, trunks, vlanMode, otherConfig, interfaces }: SwitchPort): readonly string[] {
  return [
    `port ${name} on ${bridge}`,
    ...(tag === undefined ? [] : [`port ${name} tag=${tag}`]),
    ...(trunks.length === 0 ? [] : [`port ${name} trunks=${trunks.join()}`]),
    ...(vlanMode === undefined ? [] : [`port ${name} vlan_mode=${vlanMode}`]),
    ...pairs(`port ${name} other_config`, otherConfig),
    // Not the error column: the switch tries a device that went only when something else makes it look again.
    ...interfaces.flatMap(({ name: device, type, externalIds, options }) => [
      `interface ${device} of ${name} type=${type}`,
      ...pairs(`interface ${device} external_ids`, externalIds),
      ...pairs(`interface ${device} options`, options),
    ]),
  ];
}

const pairs = (of: string, values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).map(([key, value]) => `${of}:${key}=${value}`);

/** The kernel gives link-local addresses by itself, some time after a device came up. */
const deviceLines = ({ name, isUp, mac, mtu, master, addresses }: Interface): readonly string[] => [
  `${name} ${isUp === true ? 'up' : 'down'}`,
  `${name} mac ${mac}`,
  `${name} mtu ${mtu}`,
  ...(master === undefined || master === false ? [] : [`${name} master ${master}`]),
  ...(addresses ?? [])
    .filter(({ address }) => !address.startsWith('fe80:'))
    .map((held) => `${name} address ${cidrOf(held)}`),
];

const routeLines = (routes: readonly Route[]): readonly string[] =>
  routes.filter(({ table }) => table !== 'local').map(spellRoute);

const ruleLine = ({ priority, source, destination, table }: Rule): string =>
  `${priority}: from ${source} to ${destination} lookup ${table ?? '-'}`;

const forwardingLine = ({ isForwarding }: Stack): Known<readonly string[]> =>
  isForwarding.known ? known([`net.ipv4.ip_forward = ${isForwarding.value ? 1 : 0}`]) : unknown(isForwarding.reason);

/** By the names of the ports: a port that was plugged anew has another number. */
const flowCommand = (bridge: string): Command => ({
  argv: ['ovs-ofctl', '--timeout=5', '-O', 'OpenFlow10,OpenFlow13,OpenFlow14', '--names', 'dump-flows', bridge],
});

/** Without counters, ages and the agent's cookie, and without what the switch learned and forgets again. */
const flowLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.includes('actions=') && !/\b(?:idle|hard)_timeout=/.test(line))
    .map((line) =>
      line
        .replace(/\b(?:cookie|duration|n_packets|n_bytes|idle_age|hard_age)=[^ ,]*,? ?/g, '')
        .replace(/\b(?:reset_counts|send_flow_rem) /g, '')
        .trim(),
    );
