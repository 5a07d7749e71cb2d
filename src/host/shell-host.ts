import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pLimit, { type LimitFunction } from 'p-limit';
import { ContainerTools } from './container-tools.ts';
import type { Home } from './containers.ts';
import type { Command, CommandResult, Host, Stream } from './host.ts';
import { HungTools } from './hung-tools.ts';
import { runShellBatch } from './shell-batch.ts';
import { runSideBySide } from './side-by-side.ts';
import { startStream } from './stream.ts';
import type { Transport } from './transport.ts';

/** So few that a shell's argument list stays far from its limit, so many that its start does not count. */
const commandsPerShell = 64;

/** So few that a second shell is not worth its start. */
const leastPerShell = 4;

/** So many wait side by side: one whose answer does not come waits for a second. */
const mostTogether = 32;

const piecesOf = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

/** A machine that can be asked by starting shells on it, `shells` of them side by side. `signal` ends whatever runs. */
export abstract class ShellHost implements Host {
  abstract readonly name: string;
  abstract readonly source: Host['source'];
  readonly #transport: Transport;
  readonly #shells: number;
  protected readonly signal: AbortSignal | undefined;
  readonly #hung = new HungTools();
  readonly #limited: LimitFunction | undefined;
  readonly #containers = new ContainerTools((commands) => this.#ask(commands));

  /** `isShared`: the shells are so many in all, not for each round of commands. */
  constructor(transport: Transport, shells: number, signal: AbortSignal | undefined, isShared = false) {
    this.#transport = transport;
    this.#shells = shells;
    this.#limited = isShared ? pLimit(shells) : undefined;
    this.signal = signal;
    // As many captures and waits as run side by side.
    if (signal !== undefined) setMaxListeners(0, signal);
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return this.#containers.run(commands);
  }

  homes(): Promise<readonly Home[]> {
    return this.#containers.homes();
  }

  startOver(): void {
    this.#containers.startOver();
  }

  async #ask(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const waiting = commands.filter(({ isWaiting }) => isWaiting);
    if (waiting.length < 2) return this.#askInTurn(commands);
    const others = commands.filter(({ isWaiting }) => !isWaiting);
    const [answers, results] = await Promise.all([this.#askTogether(waiting), this.#askInTurn(others)]);
    const [first, second] = [answers.values(), results.values()];
    return commands.map(({ isWaiting }) => (isWaiting ? first : second).next().value ?? { kind: 'aborted' });
  }

  /** Those that could not be started side by side are run one after the other. */
  async #askTogether(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const results = await (this.#limited ?? pLimit(1)).map(piecesOf(commands, mostTogether), (piece) =>
      runSideBySide(piece, this.signal, this.#transport),
    );
    const all = results.flat();
    const rest = (await this.#askInTurn(commands.filter((_, index) => all[index] === undefined))).values();
    return all.map((result) => result ?? rest.next().value ?? { kind: 'aborted' });
  }

  async #askInTurn(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const size = Math.max(leastPerShell, Math.min(commandsPerShell, Math.ceil(commands.length / this.#shells)));
    const results = await (this.#limited ?? pLimit(this.#shells)).map(piecesOf(commands, size), (piece) =>
      runShellBatch(piece, this.signal, this.#transport, this.#hung),
    );
    return results.flat();
  }

  stream(command: Command, readySign: string): Stream {
    return startStream(this.#containers.moved(command), readySign, this.signal, this.#transport);
  }

  async wait(milliseconds: number, until?: AbortSignal): Promise<void> {
    const signals = [this.signal, until].filter((signal) => signal !== undefined);
    await sleep(milliseconds, undefined, { signal: AbortSignal.any(signals) }).catch(() => {});
  }
}
