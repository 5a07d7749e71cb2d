import { join } from 'node:path';
import { serialize } from 'node:v8';
import { checks } from '../../checks/index.ts';
import { withoutAddresses } from '../../src/app/cleaned.ts';
import { withDoubts } from '../../src/app/doubts.ts';
import { type Check, isOfTheWire } from '../../src/engine/check.ts';
import { type Diagnosis, diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { type Facts, factIds, gatherFacts } from '../../src/facts/index.ts';
import { commandKey } from '../../src/host/bundle.ts';
import type { Command, CommandResult, Host } from '../../src/host/host.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import type { Permission } from '../../src/probes/watch-dhcp.ts';
import { watchWire } from '../../src/probes/watch-wire.ts';
import { buildTopology } from '../../src/topology/build.ts';
import type { Topology } from '../../src/topology/index.ts';

/** Recordings of healthy labs, one of each layout. */
export const healthyRecordings = {
  folsom: join(packageRoot, 'recordings/no-offer/healed'),
  neutron: join(packageRoot, 'test/recordings/lab-neutron-healthy'),
} as const;

/** The healthy lab of a layout, its files read once. */
export function healthyHost(layout: keyof typeof healthyRecordings): Host {
  const recording = openRecording(healthyRecordings[layout]);
  const answers = new Map<string, CommandResult>();
  return {
    name: recording.name,
    source: recording.source,
    run: async (commands) => {
      const fresh = commands.filter((command) => !answers.has(commandKey(command)));
      const results = await recording.run(fresh);
      for (const [index, command] of fresh.entries()) answers.set(commandKey(command), resultAt(results, index));
      return commands.map((command) => answers.get(commandKey(command)) ?? { kind: 'not-recorded' });
    },
    stream: (command, readySign) => recording.stream(command, readySign),
    wait: (milliseconds) => recording.wait(milliseconds),
  };
}

const resultAt = (results: readonly CommandResult[], index: number): CommandResult =>
  results[index] ?? { kind: 'not-recorded' };

export type Edit = (command: Command, result: CommandResult) => CommandResult;

/** A host of which some commands answer otherwise than they did. */
export const editedHost = (host: Host, edit: Edit): Host => ({
  name: host.name,
  source: host.source,
  savedTexts: () => host.savedTexts?.() ?? [],
  namespacesSaved: () => host.namespacesSaved?.() ?? [],
  run: async (commands) => {
    const results = await host.run(commands);
    return commands.map((command, index) => edit(command, resultAt(results, index)));
  },
  stream: (command, readySign) => host.stream(command, readySign),
  wait: (milliseconds) => host.wait(milliseconds),
});

/** A host of which one command answers otherwise than it did. */
export const withAnswer = (host: Host, command: Command, answer: CommandResult): Host =>
  editedHost(host, (asked, result) => (commandKey(asked) === commandKey(command) ? answer : result));

/** A host on which a stream's bytes come otherwise than they did; undefined: the command can't be started. */
export const withStream = (host: Host, asked: string, change: (bytes: Uint8Array) => Uint8Array | undefined): Host => ({
  name: host.name,
  source: host.source,
  run: (commands) => host.run(commands),
  wait: (milliseconds) => host.wait(milliseconds),
  stream: (command, readySign) => {
    const stream = host.stream(command, readySign);
    if (commandKey(command) !== asked) return stream;
    const isStarted = change(new Uint8Array()) !== undefined;
    async function* changed() {
      for await (const piece of stream.output) yield change(piece) ?? new Uint8Array();
    }
    return {
      ...stream,
      output: changed(),
      start: isStarted ? stream.start : Promise.resolve({ kind: 'tool-missing' }),
    };
  },
});

/** All that a look at a host tells. */
export const factsOf = (host: Host): Promise<Facts> => gatherFacts(host, factIds);

/** All that a run learns of a host, DHCP on the wire too. */
export async function topologyOf(host: Host, permission: Permission = { may: 'send' }): Promise<Topology> {
  return watchEverything(host, buildTopology(await factsOf(host), host.name), permission);
}

const watchEverything = (host: Host, topology: Topology, permission: Permission = { may: 'send' }): Promise<Topology> =>
  watchWire(host, topology, { isInScope: () => true, wantedPorts: [], permission });

/** All checks, or the given ones, on everything that the host tells. */
export const diagnosisOf = async (
  host: Host,
  chosen: readonly Check[] = checks,
  permission?: Permission,
): Promise<Diagnosis> => {
  // What no check asks of the wire need not be decoded.
  const readTopology = async (read: Host) =>
    chosen.some(isOfTheWire) ? topologyOf(read, permission) : buildTopology(await factsOf(read), read.name);
  const topology = await readTopology(host);
  const judging = withoutAddresses(host, chosen);
  const judged = diagnose(topology, judging, everything, () => 0);
  const again = async (doubted: Host) => diagnose(await readTopology(doubted), judging, everything, () => 0);
  const sure = await withDoubts(host, judging, judged, again);
  return sure === judging ? judged : diagnose(topology, sure, everything, () => 0);
};

/**
 * What is found on a host while one of its commands answers otherwise. Answers that give the same facts, most damaged ones
 * give none, are judged once.
 */
export async function findingsByAnswer(
  host: Host,
): Promise<(command: Command, answer: CommandResult) => Promise<readonly string[]>> {
  const judged = new Map<string, Promise<readonly string[]>>();
  const facts = await factsOf(host);
  const ofFacts = await answersOf(host, factsOf);
  const ofTheWire = await answersOf(host, (watched) => watchEverything(watched, buildTopology(facts, host.name)));
  const onWire = new Set(ofTheWire.map(({ command }) => commandKey(command)));
  const onlyOfFacts = new Set(ofFacts.map(({ command }) => commandKey(command)).filter((key) => !onWire.has(key)));
  const judge = async (changed: Host) => (await diagnosisOf(changed)).findings.map(({ summary }) => summary);
  return async (command, answer) => {
    const changed = withAnswer(host, command, answer);
    if (!onlyOfFacts.has(commandKey(command))) return judge(changed);
    const key = serialize(await factsOf(changed)).toString('latin1');
    const findings = judged.get(key) ?? judge(changed);
    judged.set(key, findings);
    return findings;
  };
}

/** Every stream that a diagnosis of the host reads, by its key. */
export async function streamsOf(host: Host): Promise<readonly string[]> {
  const seen: string[] = [];
  await topologyOf({
    name: host.name,
    source: host.source,
    run: (commands) => host.run(commands),
    wait: (milliseconds) => host.wait(milliseconds),
    stream: (command, readySign) => {
      seen.push(commandKey(command));
      return host.stream(command, readySign);
    },
  });
  return seen;
}

export interface Answered {
  readonly command: Command;
  readonly result: Extract<CommandResult, { kind: 'exited' }>;
}

/** Every command that a diagnosis of the host, or a part of one, runs, with what it printed. */
export async function answersOf(
  host: Host,
  part: (host: Host) => Promise<unknown> = topologyOf,
): Promise<readonly Answered[]> {
  const seen: Answered[] = [];
  await part(
    editedHost(host, (command, result) => {
      if (result.kind === 'exited') seen.push({ command, result });
      return result;
    }),
  );
  return seen;
}
