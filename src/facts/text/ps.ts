import { isDamagedDnsmasq } from '../dnsmasq-options.ts';
import { Unparsable } from '../known.ts';
import { outputLines, unparsable, unsupportedCapture } from './lines.ts';
import type { Writable } from './partial-interface.ts';

/** A process as a list for people tells it. */
export interface ListedProcess {
  readonly pid: number;
  /** The first letter of its state, as in proc(5); undefined where the list has none. */
  readonly state: string | undefined;
  readonly args: string;
}

interface Columns {
  readonly pid: number;
  /** Undefined in `ps -ef`. */
  readonly state: number | undefined;
  /** The last one, which alone may hold spaces. */
  readonly args: number;
}

const ownLine = /^(?:\S*\/)?ps((?: -?[A-Za-z]+)+)$/;

/**
 * `ps aux`, `ps alx`, `ps -elf` and their relatives with more letters, as sosreport saves them, and `ps -ef`, which tells
 * no states. Seen with procps 4.0.2.
 */
export function parsePs(text: string): readonly ListedProcess[] {
  const [heading, ...lines] = outputLines(text, ['ps']);
  const columns = columnsOf(heading ?? '');
  const processes: Writable<ListedProcess>[] = [];
  for (const line of lines) {
    const words = line.trim().split(/\s+/);
    const pid = words[columns.pid] ?? '';
    const state = columns.state === undefined ? undefined : (words[columns.state] ?? '');
    const args = restOf(line.trim(), columns.args);
    const last = processes.at(-1);
    if (args === '' || !/^(?:\d+|-)$/.test(pid) || !/^(?:[A-Za-z]|-$)/.test(state ?? 'S'))
      throw unsupportedCapture(line);
    // With `m` a process has its states in the lines of its threads, which have no number.
    if (pid !== '-') processes.push({ pid: Number(pid), state: state?.charAt(0), args });
    else if (last?.state === '-') last.state = state?.charAt(0);
  }
  refuseCut(processes, lines);
  for (const { args } of processes) if (isDamagedDnsmasq(args)) throw unparsable('a damaged line of dnsmasq', args);
  // With `L` every thread has the line of its process.
  return [...new Map(processes.toReversed().map((process) => [process.pid, process])).values()].toReversed();
}

const bsdRow = /^\s*\S+\s+(\d+)\s+\d+\.\d\s+\d+\.\d\s+\d+\s+\d+\s+\S+\s+([A-Za-z])\S*\s+\S+\s+[\d:-]+\s+(\S.*)$/;
const systemVRow = /^\s*\S+\s+(\d+)\s+\d+\s+\d+\s+\S+\s+\S+\s+[\d:-]+\s+(\S.*)$/;

/** Rows of `ps aux` and `ps -ef` without their heading, as `grep` leaves them; undefined where a line is none. */
export function parsePsRows(text: string): readonly ListedProcess[] | undefined {
  const rows = outputLines(text, ['ps']).map((line): ListedProcess | undefined => {
    const [, pid, state, args] = bsdRow.exec(line) ?? [];
    if (pid !== undefined && args !== undefined) return { pid: Number(pid), state, args: restOf(args, 0) };
    const [, other, words] = systemVRow.exec(line) ?? [];
    return other === undefined || words === undefined
      ? undefined
      : { pid: Number(other), state: undefined, args: restOf(words, 0) };
  });
  const read = rows.filter((row) => row !== undefined);
  return read.length < rows.length || read.length === 0 ? undefined : read;
}

function columnsOf(heading: string): Columns {
  const names = heading.trim().split(/\s+/);
  const state = names.findIndex((name) => name === 'STAT' || name === 'S');
  const columns = { pid: names.indexOf('PID'), state: state === -1 ? undefined : state, args: names.length - 1 };
  if (columns.pid === -1 || !/^(?:COMMAND|CMD)$/.test(names.at(-1) ?? '')) {
    throw unparsable('not the heading of a list of processes', heading);
  }
  return columns;
}

/** What follows so many words; `f` and `H` draw a tree before it. */
function restOf(line: string, words: number): string {
  const [, rest = ''] = line.match(new RegExp(String.raw`^(?:\S+\s+){${words}}(.*)$`)) ?? [];
  return rest.replace(/^[\s|]*\\_ /, '');
}

/** `ps` lists itself; and on a terminal, without `ww`, it cuts every long line at the same place. */
function refuseCut(processes: readonly ListedProcess[], lines: readonly string[]): void {
  if (processes.some(({ state }) => state === '-')) throw new Unparsable('cut short: a process without its state');
  const own = processes.flatMap(({ args }) => args.match(ownLine)?.[1] ?? []);
  if (own.length === 0) throw new Unparsable('an excerpt: ps itself is not in it');
  const longest = Math.max(...lines.map(({ length }) => length));
  const isWide = own.some((letters) => letters.includes('ww'));
  const atEdge = lines.filter(({ length }) => length === longest).length;
  if (!isWide && atEdge > 1) {
    throw new Unparsable('its lines may be cut at the edge of a terminal: `ps auxww` prints them whole');
  }
  refuseCutLines(
    lines,
    processes.map(({ args }) => args),
  );
}

/**
 * Whether `cut` or an editor has ended the lines at one place, though `ps` printed them whole: the longest are of several
 * programs then. Those of one program, such as a dnsmasq for each network, may well be of one length.
 */
export function refuseCutLines(lines: readonly string[], args: readonly string[]): void {
  const longest = Math.max(...lines.map(({ length }) => length));
  const ends = lines.filter(({ length }) => length === longest);
  const programs = args
    .filter((words) => ends.some((line) => line.endsWith(words)))
    .map((words) => words.split(' ', 1)[0]);
  if (new Set(programs).size > 1) throw new Unparsable('its longest lines end at one place: they may be cut there');
}
