import type { Command, Host } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import { type Known, unknown } from './known.ts';
import { failureOf, parsed } from './result.ts';
import { within } from './within.ts';

/** One of several ways to learn the same. */
export type Alternative<T> = readonly [words: Argv, parse: (text: string) => T];

/** The first alternative that the host has an answer to; otherwise `otherwise`. */
export async function firstOf<T>(
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
