import { setMaxListeners } from 'node:events';
import { availableParallelism, hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, CommandResult, Host, Stream } from './host.ts';
import { runShellBatch } from './shell-batch.ts';
import { startStream } from './stream.ts';

/** So few that a shell's argument list stays far from its limit, so many that its start does not count. */
const commandsPerShell = 64;

/** This machine. `signal` ends whatever runs. */
export class LocalHost implements Host {
  readonly name = hostname();
  readonly source = 'local';
  readonly #signal: AbortSignal | undefined;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    // As many captures and waits as run side by side.
    if (signal !== undefined) setMaxListeners(0, signal);
  }

  async run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    const shells = Math.max(1, availableParallelism());
    const size = Math.max(1, Math.min(commandsPerShell, Math.ceil(commands.length / shells)));
    const batches: { at: number; commands: readonly Command[] }[] = [];
    for (let at = 0; at < commands.length; at += size) batches.push({ at, commands: commands.slice(at, at + size) });
    const worker = async () => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        for (const [index, result] of (await runShellBatch(batch.commands, this.#signal)).entries()) {
          results[batch.at + index] = result;
        }
      }
    };
    await Promise.all(Array.from({ length: shells }, worker));
    return results;
  }

  stream(command: Command, readySign: string): Stream {
    return startStream(command, readySign, this.#signal);
  }

  async wait(milliseconds: number, until?: AbortSignal): Promise<void> {
    const signals = [this.#signal, until].filter((signal) => signal !== undefined);
    await sleep(milliseconds, undefined, { signal: AbortSignal.any(signals) }).catch(() => {});
  }
}
