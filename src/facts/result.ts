import type { Command, CommandResult } from '../host/host.ts';
import { alarmExitCode } from '../host/hung-tools.ts';
import { fileNameOf, longestName } from '../host/saved-names.ts';
import { shellLine } from '../host/shell-words.ts';
import { Excerpt, type Known, known, partly, seenOf, Unparsable, unknown } from './known.ts';

const longestSpelling = 70;

/** The words, cut to what a reader needs to know which command is meant. */
function briefly(command: Command): string {
  const words = command.argv.join(' ');
  return words.length > longestSpelling ? `${words.slice(0, longestSpelling)}…` : words;
}

/** Of what was not answered before the limit of the whole run: an interrupted one reports nothing. */
export const outOfTime = 'timed out (--timeout)';

/** Why a command gave nothing to read; undefined when it exited with 0. */
export function failureOf(command: Command, result: CommandResult): string | undefined {
  const call = `\`${briefly(command)}\``;
  switch (result.kind) {
    case 'tool-missing':
      return `${command.argv[0]} is not installed`;
    case 'not-permitted':
      return `${call} is not permitted; run as root`;
    case 'timed-out':
      return `${call} timed out after ${result.afterMs / 1000} s`;
    case 'too-long':
      return `${call} printed more than ${result.bytes / 1024 / 1024} MiB and was stopped`;
    case 'aborted':
      return `${call} ${outOfTime}`;
    case 'damaged':
      return `the output of ${call} is damaged in the recording: ${result.file} has changed since`;
    case 'not-recorded':
      // A packet in hexadecimal says nothing to a reader.
      if (command.argv.includes('packet-out')) return 'the probe from this port is not recorded';
      if (result.canBeAdded !== true) return `${call} is not recorded`;
      return `missing: ${askFor(command)}`;
    case 'exited':
      if (result.exitCode === 0) return undefined;
      if (/permission denied|operation not permitted|must be root/i.test(result.stderr)) {
        return `${call} is not permitted; run as root`;
      }
      if (result.exitCode === alarmExitCode) return `${call} timed out`;
      return `${call} failed with exit code ${result.exitCode}${firstLine(result.stderr)}`;
  }
}

/** What has to be run where a recording comes from, and under which name the recording takes its output. */
export const askFor = (command: Pick<Command, 'argv'>): string =>
  `run \`${shellLine(command.argv)}\` and save its output as ${fileNameOf(command).slice(0, longestName)}`;

/** The command that a reason asks to be run, as a shell takes it, and the file for its output; undefined for others. */
export function missingCommandIn(reason: string): { readonly command: string; readonly file: string } | undefined {
  const [, command, file] = /\brun `(.+?)` and save its output as (\S+)/s.exec(reason) ?? [];
  return command === undefined || file === undefined ? undefined : { command, file };
}

function firstLine(text: string): string {
  const line = text.trim().split('\n')[0] ?? '';
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}

/** Whether any reader could read an answer or a part of it, and why no reader could read it whole. */
interface Reading {
  readonly isRead: boolean;
  readonly reason: string | undefined;
}

/** By the answer: who holds one may ask what became of it, and nothing is kept of those that are gone. */
const readings = new WeakMap<CommandResult, Reading>();

/** What became of an answer; undefined where no reader has tried. */
export const readingOf = (result: CommandResult): Reading | undefined => readings.get(result);

function noteReading<T>(result: CommandResult, value: Known<T>): Known<T> {
  const before = readings.get(result);
  const now: Reading = {
    isRead: seenOf(value) !== undefined,
    reason: value.known ? undefined : value.reason,
  };
  const isBetter = before === undefined || (now.isRead && (!before.isRead || now.reason === undefined));
  if (isBetter) readings.set(result, now);
  return value;
}

/**
 * Parses what a command printed; a failed command and an unreadable text become reasons. Of a partial listing, and of a
 * text with gaps, what could be read is kept as seen.
 */
export function parsed<T>(command: Command, result: CommandResult, parse: (text: string) => T | Excerpt<T>): Known<T> {
  const failure = failureOf(command, result);
  if (failure !== undefined) return noteReading(result, unknown(failure));
  if (result.kind !== 'exited') return unknown(`\`${briefly(command)}\` gave nothing`);
  const read = parsedText(command, result.stdout, parse);
  const seen = read.known && result.partial !== undefined ? partly(read.value, result.partial) : read;
  return noteReading(result, !seen.known && result.isSieved === true ? { ...seen, isSieved: true } : seen);
}

/** So much text of one command is read: ten times what the largest hosts print, and seconds of work for any parser. */
const mostCharacters = 32 * 1024 * 1024;

/** Like `parsed`, for a command whose exit code is part of its answer. */
export function parsedText<T>(command: Command, text: string, parse: (text: string) => T | Excerpt<T>): Known<T> {
  if (text.length > mostCharacters)
    return unknown(
      `\`${briefly(command)}\` printed ${Math.round(text.length / 1024 / 1024)} MiB; qdoctor reads up to 32 MiB`,
    );
  try {
    const read = parse(text);
    return read instanceof Excerpt ? partly(read.seen, read.reason) : known(read);
  } catch (error) {
    if (error instanceof Unparsable) return unknown(`\`${briefly(command)}\` cannot be parsed: ${error.message}`);
    throw error;
  }
}

/** Bytes that a tool never prints, where it escapes what it names: something else has written into its output. */
export const isNoisy = (text: string): boolean => /[\u0000-\u0008\u000b-\u001f\u007f\ufffd]/.test(text);

export function refuseNoise(text: string): void {
  if (isNoisy(text)) throw new Unparsable('unexpected control characters');
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
