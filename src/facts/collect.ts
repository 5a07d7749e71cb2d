import { type Command, type CommandResult, type Host, runOne } from '../host/host.ts';
import { type AgentFiles, agentFileCommands, readAgentFiles, readCopiedAgentFiles, statePaths } from './agent-files.ts';
import { firstOf } from './alternatives.ts';
import { type Daemon, databaseQuestion, readDaemon, switchQuestion } from './daemons.ts';
import { type Dnsmasq, dhcpSocketsCommand, dnsmasqOf, readDhcpSockets } from './dnsmasq.ts';
import { type BridgeFlows, readFlows } from './flows.ts';
import { readStack, stackCommand } from './ip.ts';
import {
  type Kernel,
  kernelCommand,
  parseSavedKernel,
  readKernel,
  readStateFolders,
  type StateFolder,
  stateFoldersCommand,
} from './kernel.ts';
import { type Known, known, mapKnown } from './known.ts';
import { type MacTables, readMacTables } from './mac-tables.ts';
import { type MetadataFacts, readMetadata, unixListenersCommand } from './metadata.ts';
import {
  type AgentNamespace,
  inodesCommand,
  listCommand,
  type Namespaces,
  readNamespaces,
  withSavedErrors,
} from './namespaces.ts';
import { netfilterCommand, readTables, rulesOf, type Tables } from './netfilter.ts';
import { deadPortsCommand, readDeadPorts, readSwitch, secondLookAfterMs, switchCommand } from './ovs.ts';
import { namesOf, readProcessList } from './process-list.ts';
import { type DaemonName, ownNamespacesCommand, type Process, processesCommand } from './processes.ts';
import { parsed } from './result.ts';
import { readSavedSockets, type SavedSockets, savedDhcpSockets } from './saved-sockets.ts';
import { readSavedTables } from './saved-tables.ts';
import { readServices, type Services, servicesCommand } from './services.ts';
import type { Stack } from './stack.ts';
import { type SwitchDatabase, type SwitchPort, tunnelBridge, usualIntegrationBridge } from './switch.ts';
import { readStackFromText, readSwitchFromText } from './text-fallback.ts';

/** Everything that was read from a host, once, each part known or with the reason why not. */
export interface Facts {
  readonly namespaces: Known<Namespaces>;
  readonly hostStack: Stack;
  /** By the name of the namespace; only those in scope. */
  readonly stacks: ReadonlyMap<string, Stack>;
  readonly database: Known<SwitchDatabase>;
  readonly daemons: readonly { readonly name: DaemonName; readonly state: Known<Daemon> }[];
  readonly processes: Known<readonly Process[]>;
  readonly dnsmasq: Known<readonly Dnsmasq[]>;
  /** How many sockets listen on the DHCP port in the namespace of a dnsmasq, by its pid. */
  readonly dhcpSockets: Known<ReadonlyMap<number, number>>;
  readonly agentFiles: Known<AgentFiles>;
  readonly hostRules: Known<readonly string[]>;
  readonly routerRules: ReadonlyMap<string, Known<readonly string[]>>;
  readonly hostTables: Known<Tables>;
  readonly routerTables: ReadonlyMap<string, Known<Tables>>;
  readonly services: Known<Services>;
  readonly kernel: Known<Kernel>;
  readonly stateFolders: Known<readonly StateFolder[]>;
  readonly metadata: MetadataFacts;
  /** Of the bridges on which agents program flows. */
  readonly flows: BridgeFlows;
  readonly macTables: MacTables;
}

export interface Collecting {
  /** Which namespaces of the agents to look into. */
  readonly isInScope: (namespace: AgentNamespace) => boolean;
  readonly onProgress: (what: string) => void;
}

/** Reads a host in three rounds: what is there, what is in each namespace, and what an old host tells only as text. */
export async function collectFacts(host: Host, { isInScope, onProgress }: Collecting): Promise<Facts> {
  const ask = new Questions(host);
  onProgress('the switch, the processes and the namespaces');
  const hostStackCommand = stackCommand(undefined);
  const hostRulesCommand = netfilterCommand(undefined);
  const stateCommand = stateFoldersCommand(statePaths);
  const round = await ask.all({
    list: listCommand,
    inodes: inodesCommand,
    processes: processesCommand,
    own: ownNamespacesCommand,
    switch: switchCommand,
    vswitchd: switchQuestion,
    services: servicesCommand,
    stack: hostStackCommand,
    rules: hostRulesCommand,
    kernel: kernelCommand,
    state: stateCommand,
    unixListeners: unixListenersCommand,
  });
  const listed = readNamespaces(round.list, round.inodes, round.own);
  const namespaces = round.inodes.kind === 'not-recorded' ? await withSavedErrors(host, listed) : listed;
  const lists = round.processes.kind === 'not-recorded' ? await readSavedSockets(host, namesOf(namespaces)) : [];
  const processes = await readProcessList(host, round, namespaces, lists);
  const dnsmasq = mapKnown(processes, dnsmasqOf);
  const inScope = namespaces.known ? namespaces.value.ofAgents.filter(isInScope) : [];
  onProgress(`${inScope.length} namespaces`);
  const [database, files, dhcpSockets, stacks, routerTables, hostStack, metadata] = await Promise.all([
    readSwitchTwice(host, round.switch),
    readFiles(host, dnsmasq),
    readSockets(host, dnsmasq, lists),
    readStacks(host, inScope),
    readRouterTables(host, inScope),
    completeStack(host, undefined, readStack(hostStackCommand, round.stack)),
    readMetadata(host, processes, round.unixListeners, lists),
  ]);
  const hostTables = await tablesOf(host, undefined, hostRulesCommand, round.rules);
  const vswitchd = readDaemon('ovs-vswitchd', switchQuestion.argv, round.vswitchd, processes);
  const bridges = programmedBridges(database, vswitchd);
  const [flows, macTables] = await Promise.all([readFlows(host, bridges), readMacTables(host, bridges)]);
  return {
    namespaces,
    hostStack,
    stacks,
    database,
    daemons: [
      {
        name: 'ovsdb-server',
        state: readDaemon('ovsdb-server', databaseQuestion, asked(round.switch, database), processes),
      },
      { name: 'ovs-vswitchd', state: vswitchd },
    ],
    processes,
    dnsmasq,
    dhcpSockets,
    agentFiles: files,
    hostRules: rulesOf(hostTables),
    routerRules: new Map([...routerTables].map(([name, tables]) => [name, rulesOf(tables)])),
    hostTables,
    routerTables,
    services: readServices(round.services),
    kernel:
      round.kernel.kind === 'not-recorded'
        ? await firstOf(host, undefined, [[['sysctl', '-a'], parseSavedKernel]], 'not recorded')
        : readKernel(round.kernel),
    stateFolders: readStateFolders(stateCommand, round.state),
    metadata,
    flows,
    macTables,
  };
}

/** Runs a record of commands at once and gives a record of results. */
class Questions {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  async all<Name extends string>(commands: Readonly<Record<Name, Command>>): Promise<Record<Name, CommandResult>> {
    const names = Object.keys(commands) as Name[];
    const results = await this.#host.run(names.map((name) => commands[name]));
    return Object.fromEntries(names.map((name, index) => [name, results[index]])) as Record<Name, CommandResult>;
  }
}

/** A recording in which only `ovs-vsctl show` stands, with an answer, has asked the daemon too. */
const asked = (first: CommandResult, database: Known<SwitchDatabase>): CommandResult =>
  first.kind === 'not-recorded' && database.known ? { kind: 'exited', exitCode: 0, stdout: '', stderr: '' } : first;

const isUnreachable = (stderr: string): boolean => /connection|alarm|permi/i.test(stderr);

/** A port sits on the dead VLAN for seconds while the agent wires it: only one that stays there is dead. */
async function readSwitchTwice(host: Host, first: CommandResult): Promise<Known<SwitchDatabase>> {
  const database = parsed(switchCommand, first, readSwitch);
  // A database that does not answer has nothing to tell as text either.
  const hasAnswer = first.kind === 'not-recorded' || (first.kind === 'exited' && !isUnreachable(first.stderr));
  if (!database.known) return hasAnswer ? readSwitchFromText(host, database.reason) : database;
  const isDead = (port: SwitchPort) => port.tag === 'dead';
  if (!database.value.bridges.some(({ ports }) => ports.some(isDead))) return database;
  await host.wait(secondLookAfterMs);
  const dead = parsed(deadPortsCommand, await runOne(host, deadPortsCommand), readDeadPorts);
  if (!dead.known) return dead;
  const stays = (port: SwitchPort) => !isDead(port) || dead.value.has(port.name);
  if (database.value.bridges.every(({ ports }) => ports.every(stays))) return database;
  // The agent is at work: what it has done since is read once more, and what is dead now counts as not yet wired.
  return parsed(switchCommand, await runOne(host, switchCommand), readSwitch);
}

/** The integration bridge and those patched to it. A switch that does not answer is not asked. */
function programmedBridges(database: Known<SwitchDatabase>, vswitchd: Known<Daemon>): readonly string[] {
  if (!database.known || (vswitchd.known && !vswitchd.value.answers)) return [];
  const isPatched = ({ interfaces }: SwitchPort) => interfaces.some(({ type }) => type === 'patch');
  return database.value.bridges
    .filter(({ name, ports }) => name === usualIntegrationBridge || name === tunnelBridge || ports.some(isPatched))
    .map(({ name }) => name);
}

async function readFiles(host: Host, dnsmasq: Known<readonly Dnsmasq[]>): Promise<Known<AgentFiles>> {
  const folders = dnsmasq.known ? dnsmasq.value.map(({ folder }) => folder) : [];
  const commands = agentFileCommands(folders.map((folder) => folder.slice(0, folder.lastIndexOf('/'))));
  const round = await new Questions(host).all(commands);
  const copies = round.contents.kind === 'not-recorded' ? host.copiesUnder?.(statePaths) : undefined;
  if (copies !== undefined && copies.size > 0) return readCopiedAgentFiles(copies, folders);
  return readAgentFiles(commands, round.contents, round.sums);
}

async function readSockets(
  host: Host,
  dnsmasq: Known<readonly Dnsmasq[]>,
  lists: SavedSockets,
): Promise<Facts['dhcpSockets']> {
  if (!dnsmasq.known) return dnsmasq;
  const tables = dnsmasq.value.map(({ pid }) => `/proc/${pid}/net/udp`);
  if (tables.length === 0) return known(new Map());
  const command = dhcpSocketsCommand(tables);
  const result = await runOne(host, command);
  return result.kind === 'not-recorded' ? savedDhcpSockets(dnsmasq.value, lists) : readDhcpSockets(command, result);
}

async function readStacks(host: Host, namespaces: readonly AgentNamespace[]): Promise<ReadonlyMap<string, Stack>> {
  const commands = namespaces.map(({ name }) => ({ name, command: stackCommand(name) }));
  const results = await host.run(commands.map(({ command }) => command));
  const stacks = await Promise.all(
    commands.map(async ({ name, command }, index): Promise<[string, Stack]> => {
      const result = results[index] ?? ({ kind: 'aborted' } as const);
      return [name, await completeStack(host, name, readStack(command, result))];
    }),
  );
  return new Map(stacks);
}

/** An `ip` without JSON, or a recording of older commands, tells the same as text. */
async function completeStack(host: Host, namespace: string | undefined, stack: Stack): Promise<Stack> {
  return stack.interfaces.known || stack.routes.known ? stack : readStackFromText(host, namespace, stack);
}

async function readRouterTables(host: Host, namespaces: readonly AgentNamespace[]): Promise<Facts['routerTables']> {
  const routers = namespaces.filter(({ kind }) => kind === 'qrouter');
  const commands = routers.map(({ name }) => netfilterCommand(name));
  const results = await host.run(commands);
  const tables = routers.map(async ({ name }, index): Promise<[string, Known<Tables>]> => {
    const command = commands[index] ?? netfilterCommand(name);
    return [name, await tablesOf(host, name, command, results[index] ?? { kind: 'aborted' })];
  });
  return new Map(await Promise.all(tables));
}

/** Of a recording without iptables-save, other lists of the rules will do. */
async function tablesOf(
  host: Host,
  namespace: string | undefined,
  command: Command,
  result: CommandResult,
): Promise<Known<Tables>> {
  const tables = readTables(command, result);
  return tables.known || result.kind !== 'not-recorded' ? tables : readSavedTables(host, namespace, tables.reason);
}
