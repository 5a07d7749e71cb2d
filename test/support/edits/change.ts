import type { Command, CommandResult, Host } from '../../../src/host/host.ts';
import { editedHost } from '../recorded-host.ts';

/*
 * What is different on a host, as the tools print it. Each file beside this one has the words for one source: a row of
 * a test is a healthy recording and one sentence in them, such as `port('qvo71e4b0be-57').tag(77)`.
 */

/** Makes another host of one, some of whose commands print something else. */
export type Change = (host: Host) => Host;

/** Several changes, one after the other. */
export const all =
  (...changes: readonly Change[]): Change =>
  (host) =>
    changes.reduce((before, change) => change(before), host);

export type Argv = readonly string[];

/** Changes what commands print; those that failed or were not recorded stay as they are. */
export const printed =
  (isMeant: (argv: Argv) => boolean, change: (text: string, argv: Argv) => string): Change =>
  (host) =>
    editedHost(host, ({ argv }, result) =>
      isMeant(argv) && result.kind === 'exited' ? { ...result, stdout: change(result.stdout, argv) } : result,
    );

/** Gives commands another answer, whatever they answered. */
export const answered =
  (isMeant: (argv: Argv) => boolean, answer: (result: CommandResult, command: Command) => CommandResult): Change =>
  (host) =>
    editedHost(host, (command, result) => (isMeant(command.argv) ? answer(result, command) : result));

export const exited = (stdout: string, exitCode = 0, stderr = ''): CommandResult => ({
  kind: 'exited',
  exitCode,
  stdout,
  stderr,
});

/** Lines of a text, each of which may become another one, none or several. */
export const eachLine = (text: string, change: (line: string) => string | readonly string[]): string =>
  text === ''
    ? ''
    : `${text
        .replace(/\n$/, '')
        .split('\n')
        .flatMap((line) => change(line))
        .join('\n')}\n`;

/** Whether a line has a text or fits a pattern. */
export const fits = (line: string, pattern: string | RegExp): boolean =>
  typeof pattern === 'string' ? line.includes(pattern) : pattern.test(line);
