import type { Evidence } from '../engine/check.ts';
import type { HostStatement } from '../topology/statements.ts';

/** The lines that say it, and how to see them in the recording. */
export function statementEvidence({ command, file, lines, namespace }: HostStatement): Evidence {
  const [first, last] = [lines[0], lines.at(-1)];
  const numbers = lines.map(({ number }) => `${number}p`).join(';');
  return {
    command: command ?? ['sed', '-n', numbers, file],
    where: namespace ?? 'host',
    output: lines.map(({ text }) => text).join('\n'),
    isSeen: true,
    file,
    ...(first === undefined || last === undefined ? {} : { lines: [first.number, last.number] as const }),
  };
}
