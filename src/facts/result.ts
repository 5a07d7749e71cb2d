import type { Command, CommandResult } from '../host/host.ts';
import { quoted } from '../host/shell-words.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';

const longestSpelling = 70;

/** 128 + SIGALRM, as a shell counts it. */
export const alarmExitCode = 142;

/** The words, cut to what a reader needs to know which command is meant. */
function briefly(command: Command): string {
  const words = command.argv.join(' ');
  return words.length > longestSpelling ? `${words.slice(0, longestSpelling)}…` : words;
}

/** Why a command gave nothing to read, for a reader who may want to mend it; undefined when it exited with 0. */
export function failureOf(command: Command, result: CommandResult): string | undefined {
  const call = `\`${briefly(command)}\``;
  switch (result.kind) {
    case 'tool-missing':
      return `${command.argv[0]} is not installed`;
    case 'not-permitted':
      return `${call} is not permitted; run as root`;
    case 'timed-out':
      return `${call} gave no answer in ${result.afterMs / 1000} s`;
    case 'aborted':
      return `${call} was interrupted`;
    case 'not-recorded':
      if (result.canBeAdded !== true) return `${call} is not recorded`;
      return `not recorded: run \`${command.argv.map(quoted).join(' ')}\` there and add what it prints`;
    case 'exited':
      if (result.exitCode === 0) return undefined;
      if (/permission denied|operation not permitted|must be root/i.test(result.stderr)) {
        return `${call} is not permitted; run as root`;
      }
      // The tools of Open vSwitch end themselves with SIGALRM when their own --timeout has passed.
      if (result.exitCode === alarmExitCode) return `${call} gave no answer in time`;
      return `${call} failed with exit code ${result.exitCode}${firstLine(result.stderr)}`;
  }
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}

/** Parses what a command printed; a failed command and an unreadable text become reasons. */
export function parsed<T>(command: Command, result: CommandResult, parse: (text: string) => T): Known<T> {
  const failure = failureOf(command, result);
  if (failure !== undefined) return unknown(failure);
  return parsedText(command, result.kind === 'exited' ? result.stdout : '', parse);
}

/** Like `parsed`, for a command whose exit code is part of its answer. */
export function parsedText<T>(command: Command, text: string, parse: (text: string) => T): Known<T> {
  try {
    return known(parse(text));
  } catch (error) {
    if (error instanceof Unparsable)
      return unknown(`\`${briefly(command)}\` printed what can't be read: ${error.message}`);
    throw error;
  }
}

/** Bytes that a tool never prints, where it escapes what it names: something else has written into its output. */
export const isNoisy = (text: string): boolean => /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(text);

export function refuseNoise(text: string): void {
  if (isNoisy(text)) throw new Unparsable('there is noise in it');
}

/** Reads one JSON document per line, as `ip -j -batch` and `ovs-vsctl -f json` print them. */
export function jsonLines(text: string, count: number): readonly unknown[] {
  refuseNoise(text);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length !== count) throw new Unparsable(`${lines.length} JSON documents instead of ${count}`);
  return lines.map((line) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      throw new Unparsable(`not JSON: ${line.slice(0, 60)}`);
    }
  });
}
