import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command, CommandResult, Host, Stream } from './host.ts';
import { runShellBatch } from './shell-batch.ts';
import { startStream } from './stream.ts';
import type { Way } from './way.ts';

/** So few that a shell's argument list stays far from its limit, so many that its start does not count. */
const commandsPerShell = 64;

/** So few that a second shell is not worth its start. */
const leastPerShell = 4;

/** A machine that can be asked by starting shells on it, `shells` of them side by side. `signal` ends whatever runs. */
export abstract class ShellHost implements Host {
  abstract readonly name: string;
  abstract readonly source: Host['source'];
  readonly #way: Way;
  readonly #shells: number;
  readonly #signal: AbortSignal | undefined;

  constructor(way: Way, shells: number, signal: AbortSignal | undefined) {
    this.#way = way;
    this.#shells = shells;
    this.#signal = signal;
    // As many captures and waits as run side by side.
    if (signal !== undefined) setMaxListeners(0, signal);
  }

  async run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const results: CommandResult[] = [];
    const size = Math.max(leastPerShell, Math.min(commandsPerShell, Math.ceil(commands.length / this.#shells)));
    const batches: { at: number; commands: readonly Command[] }[] = [];
    for (let at = 0; at < commands.length; at += size) batches.push({ at, commands: commands.slice(at, at + size) });
    const worker = async () => {
      for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
        for (const [index, result] of (await runShellBatch(batch.commands, this.#signal, this.#way)).entries()) {
          results[batch.at + index] = result;
        }
      }
    };
    await Promise.all(Array.from({ length: this.#shells }, worker));
    return results;
  }

  stream(command: Command, readySign: string): Stream {
    return startStream(command, readySign, this.#signal, this.#way);
  }

  async wait(milliseconds: number, until?: AbortSignal): Promise<void> {
    const signals = [this.#signal, until].filter((signal) => signal !== undefined);
    await sleep(milliseconds, undefined, { signal: AbortSignal.any(signals) }).catch(() => {});
  }
}
