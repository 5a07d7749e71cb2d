import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.ts';
import type { Command, CommandResult, Host, Stream } from './host.ts';
import { commandKey, fileNameOf, type Manifest } from './recording.ts';

/** Passes every command on to a host and keeps what it answered. */
export class Recorder implements Host {
  readonly name: string;
  readonly source: Host['source'];
  readonly #host: Host;
  readonly #answers = new Map<string, { readonly command: Command; readonly result: CommandResult }>();

  readonly #streams = new Map<
    string,
    { readonly command: Command; readonly start: Stream['start']; readonly pieces: Uint8Array[] }
  >();

  constructor(host: Host) {
    this.name = host.name;
    this.source = host.source;
    this.#host = host;
  }

  async run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const results = await this.#host.run(commands);
    for (const [index, command] of commands.entries()) {
      const result = results[index];
      if (result !== undefined) this.#answers.set(commandKey(command), { command, result });
    }
    return results;
  }

  stream(command: Command, readySign: string): Stream {
    const stream = this.#host.stream(command, readySign);
    const pieces: Uint8Array[] = [];
    this.#streams.set(commandKey(command), { command, start: stream.start, pieces });
    async function* kept() {
      for await (const piece of stream.output) {
        pieces.push(piece);
        yield piece;
      }
    }
    return { ...stream, output: kept() };
  }

  wait(milliseconds: number, until?: AbortSignal): Promise<void> {
    return this.#host.wait(milliseconds, until);
  }

  /** Writes all answers so far as a bundle. `note` says to people what the recording shows. */
  async save(folder: string, note: string, recorded: Date): Promise<void> {
    mkdirSync(folder, { recursive: true });
    const taken = new Set<string>();
    const commands: Manifest['commands'] = [];
    for (const { command, result } of this.#answers.values()) {
      if (result.kind === 'not-recorded' || result.kind === 'aborted') continue;
      const { argv, input } = command;
      const words = { argv: [...argv], ...(input === undefined ? {} : { input }) };
      if (result.kind !== 'exited') {
        commands.push({ ...words, end: result });
        continue;
      }
      const file = freeName(fileNameOf(command), taken);
      writeFileSync(join(folder, file), result.stdout);
      commands.push({ ...words, end: { kind: 'exited', exitCode: result.exitCode, file, stderr: result.stderr } });
    }
    for (const { command, start, pieces } of this.#streams.values()) {
      const began = await start;
      if (began.kind !== 'ready') continue;
      const file = freeName(fileNameOf(command), taken);
      writeFileSync(join(folder, file), Buffer.concat(pieces));
      commands.push({ argv: [...command.argv], end: { kind: 'streamed', file } });
    }
    const manifest: Manifest = {
      format: 'qdoctor.bundle/1',
      version,
      host: this.name,
      recorded: recorded.toISOString(),
      note,
      commands,
    };
    writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

// A file's name may have 255 bytes; `find` over many folders makes a longer one.
const longestName = 120;

function freeName(name: string, taken: Set<string>): string {
  const short = name.slice(0, longestName);
  let free = short;
  for (let count = 2; taken.has(free); count += 1) free = `${short}.${count}`;
  taken.add(free);
  return free;
}
