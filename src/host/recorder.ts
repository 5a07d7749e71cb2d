import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.ts';
import { captureFolder, commandKey, digestOf, type Manifest } from './bundle.ts';
import type { Home } from './containers.ts';
import type { Command, CommandResult, Host, PastedOutput, SavedInput, SavedPlace, SavedText, Stream } from './host.ts';
import type { Argv } from './process.ts';
import { redact, redactWords } from './redact.ts';
import { fileNameOf, longestName } from './saved-names.ts';
import { missedIn } from './stream.ts';

interface Asked {
  readonly command: Command;
  readonly at: Date;
}

interface Answer extends Asked {
  readonly result: CommandResult;
  readonly milliseconds: number;
}

interface RecordedStream extends Asked {
  readonly start: Stream['start'];
  readonly pieces: Uint8Array[];
  missed: number;
}

/** What the manifest tells besides the commands. */
export type About = Pick<Manifest, 'note' | 'versions' | 'playbook' | 'report' | 'listenedSeconds'>;

/** What stands between a host and the disk. */
export interface Anonymizer {
  /** `tool`: whose output it is. */
  text(text: string, tool?: string): string;
  /** The words of a command: which is a secret may be told by those before it. */
  words(argv: Argv): Argv;
  /** Undefined for what had better be left out. */
  capture(bytes: Uint8Array): Uint8Array | undefined;
}

/** Without the secrets, which nobody needs; all else as it is. */
export const redacted: Anonymizer = { text: redact, words: redactWords, capture: (bytes) => bytes };

/** Passes every command on to a host and keeps what it answered. */
export class Recorder implements Host {
  readonly name: string;
  readonly source: Host['source'];
  readonly recorded: string | undefined;
  readonly listenedSeconds: number | undefined;
  readonly #host: Host;
  readonly #answers = new Map<string, Answer>();
  /** Two probes of one network have the same capture at its DHCP port, each in its own time. */
  #streams: RecordedStream[] = [];

  constructor(host: Host) {
    this.name = host.name;
    this.source = host.source;
    this.recorded = host.recorded;
    this.listenedSeconds = host.listenedSeconds;
    this.#host = host;
  }

  async run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const at = new Date();
    const begin = performance.now();
    const results = await this.#host.run(commands);
    const milliseconds = Math.round(performance.now() - begin);
    for (const [index, command] of commands.entries()) {
      const result = results[index];
      if (result !== undefined && !command.isOfMoment)
        this.#answers.set(commandKey(command), { command, at, result, milliseconds });
    }
    return results;
  }

  stream(command: Command, readySign: string): Stream {
    const at = new Date();
    const stream = this.#host.stream(command, readySign);
    const pieces: Uint8Array[] = [];
    const kept: RecordedStream = { command, at, start: stream.start, pieces, missed: 0 };
    this.#streams.push(kept);
    async function* output() {
      for await (const piece of stream.output) {
        pieces.push(piece);
        yield piece;
      }
    }
    const stop = async () => {
      const end = await stream.stop();
      kept.missed = missedIn(end);
      return end;
    };
    return { ...stream, output: output(), stop };
  }

  wait(milliseconds: number, until?: AbortSignal): Promise<void> {
    return this.#host.wait(milliseconds, until);
  }

  startOver(): void {
    this.#streams = [];
    this.#host.startOver?.();
  }

  homes(): Promise<readonly Home[]> {
    return this.#host.homes?.() ?? Promise.resolve([]);
  }

  namespacesSaved(): readonly string[] {
    return this.#host.namespacesSaved?.() ?? [];
  }

  copiesUnder(folders: readonly string[]): ReadonlyMap<string, string> {
    return this.#host.copiesUnder?.(folders) ?? new Map();
  }

  inputs(): readonly SavedInput[] | undefined {
    return this.#host.inputs?.();
  }

  savedTexts(): readonly SavedText[] {
    return this.#host.savedTexts?.() ?? [];
  }

  isCleaned(): boolean {
    return this.#host.isCleaned?.() ?? false;
  }

  pastedWhole(): readonly PastedOutput[] {
    return this.#host.pastedWhole?.() ?? [];
  }

  doubting(outputs: ReadonlySet<PastedOutput>): Host {
    return this.#host.doubting?.(outputs) ?? this.#host;
  }

  savedFor(argv: readonly string[]): readonly SavedPlace[] {
    return this.#host.savedFor?.(argv) ?? [];
  }

  /** All that was answered so far, as it is. */
  texts(): readonly string[] {
    return [...this.#answers.values()].flatMap(({ result }) => (result.kind === 'exited' ? result.stdout : []));
  }

  /** Writes all answers so far as a bundle, anonymized; gives back how much that is. */
  async save(
    folder: string,
    about: About,
    recorded: Date,
    anonymizer: Anonymizer = redacted,
  ): Promise<{ commands: number; captures: number }> {
    const hide = (text: string) => anonymizer.text(text);
    mkdirSync(folder, { recursive: true });
    const taken = new Set<string>();
    const files: Record<string, { size: number; sha256: string }> = {};
    const write = (file: string, content: Uint8Array) => {
      writeFileSync(join(folder, file), content);
      files[file] = { size: content.length, sha256: digestOf(content) };
    };
    const commands: Manifest['commands'] = [];
    for (const { command, at, result, milliseconds } of this.#answers.values()) {
      if (result.kind === 'not-recorded' || result.kind === 'damaged' || result.kind === 'aborted') continue;
      const { input } = command;
      const argv = anonymizer.words(command.argv);
      const words = { argv: [...argv], ...(input === undefined ? {} : { input }) };
      const times = { at: at.toISOString(), milliseconds };
      if (result.kind !== 'exited') {
        commands.push({ ...words, ...times, end: result });
        continue;
      }
      const file = freeName(fileNameOf({ argv }), taken);
      write(file, Buffer.from(anonymizer.text(result.stdout, command.argv[0])));
      const stderr = hide(result.stderr);
      commands.push({ ...words, ...times, end: { kind: 'exited', exitCode: result.exitCode, file, stderr } });
    }
    let captures = 0;
    for (const { command, at, start, pieces, missed } of this.#streams) {
      const began = await start;
      if (began.kind !== 'ready') continue;
      const bytes = anonymizer.capture(Buffer.concat(pieces));
      if (bytes === undefined) continue;
      captures += 1;
      mkdirSync(join(folder, captureFolder), { recursive: true });
      const argv = anonymizer.words(command.argv);
      const file = `${captureFolder}/${freeName(fileNameOf({ argv }), taken)}.pcap`;
      write(file, bytes);
      commands.push({
        argv: [...argv],
        at: at.toISOString(),
        end: { kind: 'streamed', file, ...(missed === 0 ? {} : { missed }) },
      });
    }
    const homes = await this.homes();
    const manifest: Manifest = {
      format: 'qdoctor.bundle/1',
      version,
      host: hide(this.name),
      recorded: recorded.toISOString(),
      ...about,
      ...(homes.length === 0
        ? {}
        : {
            containers: homes.map(({ words, tools, folders, daemons, namespaces }) => ({
              words: words.map(hide),
              tools: [...tools],
              folders: [...folders],
              ...(daemons === undefined ? {} : { daemons: [...daemons] }),
              ...(namespaces === undefined ? {} : { namespaces: namespaces.map(hide) }),
            })),
          }),
      files,
      commands,
    };
    writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    return { commands: commands.length - captures, captures };
  }
}

// The names that a bundle has for itself.
const ownNames = ['manifest.json', 'report.json', captureFolder];

function freeName(name: string, taken: Set<string>): string {
  const short = name.slice(0, longestName);
  let free = short;
  for (let count = 2; taken.has(free) || ownNames.includes(free); count += 1) free = `${short}.${count}`;
  taken.add(free);
  return free;
}
