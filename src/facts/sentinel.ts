import type { Command, CommandResult } from '../host/host.ts';
import { type Known, mapKnown, Unparsable } from './known.ts';
import { parsed, parsedText, refuseNoise } from './result.ts';

/** The name of the command itself, printed last: without it the rest was cut. */
export const sentinel = '/proc/self/comm';

/** What a command printed before its sentinel. Its exit code only tells whether some file was not there. */
export function whole<T>(command: Command, result: CommandResult, read: (lines: readonly string[]) => T): Known<T> {
  if (result.kind !== 'exited')
    return mapKnown(
      parsed(command, result, () => []),
      read,
    );
  return parsedText(command, result.stdout, (text) => {
    refuseNoise(text);
    const lines = text.split('\n');
    if (lines.pop() !== '' || !/(?:^|:)grep$|^\/proc\/self\/comm$/.test(lines.pop() ?? '')) {
      throw new Unparsable('cut short');
    }
    return read(lines);
  });
}
