import { cleanText, isLeftOut, withoutQuotes } from './clean.ts';
import type { TypedCommand } from './command.ts';
import { ansibleHost, bareCommand, promptOf } from './prompts.ts';
import { type Shape, shapeOf, shapeOfCommand } from './shapes.ts';
import { isSilent } from './silent.ts';

/** One command and what it printed, cut out of a longer text. */
export interface Piece {
  /** As a prompt, a heading or Ansible names it; undefined where nothing does. */
  readonly host: string | undefined;
  readonly argv: readonly [string, ...string[]];
  readonly container: string | undefined;
  readonly output: string;
  /** First and last line in the text, from 1, the prompt's included. */
  readonly lines: readonly [number, number];
  /** Why it is no whole listing; undefined where nothing tells that. */
  readonly partial: string | undefined;
  /** The command was not written down: it is known by what its output looks like. */
  readonly isRecognised: boolean;
}

/** Lines that belong to no command that qdoctor knows, for a report of what was not used. */
export interface Unused extends Pick<Rest, 'host' | 'lines'> {
  readonly reason: string;
}

/** Lines that belong to no command: prose, and what people quote of a log or of a console. */
export interface Rest {
  readonly host: string | undefined;
  readonly lines: readonly [number, number];
  readonly text: string;
}

export interface Session {
  readonly pieces: readonly Piece[];
  readonly unused: readonly Unused[];
  readonly rest: readonly Rest[];
  /** All of it, without what a terminal, a mail or a page adds. */
  readonly text: string;
}

interface Open {
  readonly host: string | undefined;
  readonly command: Pick<TypedCommand, 'argv' | 'container' | 'partial'> | undefined;
  readonly typed: string;
  readonly isRecognised: boolean;
  readonly shape: Shape | undefined;
  readonly from: number;
  readonly output: string[];
}

/**
 * Splits what somebody pasted (a terminal session, a mail, a ticket, Markdown or HTML of a forum post, Ansible's output) into
 * commands and their outputs. A command is known by its prompt, by standing alone in a line, or by what its output looks like.
 */
export function splitSession(text: string): Session {
  const lines = withoutQuotes(cleanText(text).split('\n'));
  const pieces: Piece[] = [];
  const unused: Unused[] = [];
  const hosts: (string | undefined)[] = [];
  let host: string | undefined;
  let open: Open | undefined;
  const close = (isAtPrompt = false): void => {
    if (open !== undefined) finish(open, pieces, unused, isAtPrompt);
    open = undefined;
  };
  const start = (
    at: number,
    begun: Pick<Open, 'command' | 'typed' | 'isRecognised'>,
    { shape, isAtPrompt = false }: { readonly shape?: Shape; readonly isAtPrompt?: boolean } = {},
  ): void => {
    close(isAtPrompt);
    const own = begun.command === undefined ? undefined : (shape ?? shapeOfCommand(begun.command.argv));
    open = { host, ...begun, shape: own, from: at, output: [] };
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    hosts[at] = host;
    // Nothing begins with a blank line, and a paste may have millions of them.
    if (line === '') {
      open?.output.push(line);
      continue;
    }
    if (isFence(line)) {
      close();
      continue;
    }
    const remote = ansibleHost(line);
    if (remote !== undefined) {
      close();
      host = remote;
      continue;
    }
    const { joined, count } = withContinuations(lines, at);
    const prompt = promptOf(joined);
    if (prompt !== undefined) {
      host = prompt.host ?? host;
      if (isSilent(prompt.command)) close(true);
      else start(at, { command: prompt.command, typed: prompt.typed, isRecognised: false }, { isAtPrompt: true });
      at += count - 1;
      continue;
    }
    const bare = bareCommand(line);
    if (bare !== undefined) {
      host = bare.host ?? host;
      if (isSilent(bare)) close();
      else start(at, { command: bare, typed: line.trim(), isRecognised: false });
      continue;
    }
    const shape = shapeOf(line);
    if (shape !== undefined && isForeign(open, shape, line)) {
      const command = { argv: shape.argv, container: undefined, partial: undefined };
      start(at, { command, typed: '', isRecognised: true }, { shape });
    } else {
      const label = open === undefined || isFinished(open, line) ? hostLabel(line) : undefined;
      if (label !== undefined) {
        close();
        host = label;
        continue;
      }
    }
    open?.output.push(line);
  }
  close();
  return { pieces, unused, rest: restOf(lines, hosts, [...pieces, ...unused]), text: lines.join('\n') };
}

/** The lines outside of what was taken, run by run. */
function restOf(
  lines: readonly string[],
  hosts: readonly (string | undefined)[],
  taken: readonly Pick<Unused, 'lines'>[],
): readonly Rest[] {
  // By number of the line, from 1: a paste may have millions of them.
  const isTaken = new Uint8Array(lines.length + 2);
  for (const {
    lines: [from, to],
  } of taken)
    isTaken.fill(1, from, to + 1);
  const rest: Rest[] = [];
  for (let at = 0; at < lines.length; at += 1) {
    if (isTaken[at + 1] === 1) continue;
    let end = at;
    while (end + 1 < lines.length && isTaken[end + 2] !== 1 && hosts[end + 1] === hosts[at]) end += 1;
    const text = lines
      .slice(at, end + 1)
      .join('\n')
      .trimEnd();
    if (text !== '') rest.push({ host: hosts[at], lines: [at + 1, at + text.split('\n').length], text });
    at = end;
  }
  return rest;
}

const isFence = (line: string): boolean => /^\s*(?:```|~~~|\{code[^}]*\}|\{noformat\}|\[\/?code\])/.test(line);

/** A typed line goes on in the next one behind a backslash, and where a page broke it behind `ip netns exec NAMESPACE`. */
function withContinuations(lines: readonly string[], at: number): { readonly joined: string; readonly count: number } {
  let joined = lines[at] ?? '';
  let count = 1;
  while (isUnfinished(joined) && count < 20 && at + count < lines.length) {
    joined = `${joined.replace(/\\$/, '')} ${lines[at + count] ?? ''}`;
    count += 1;
  }
  return { joined, count };
}

const isUnfinished = (line: string): boolean => line.endsWith('\\') || /\bip netns exec [\w.-]+\s*$/.test(line);

/** Whether a line that begins an output of one kind can't belong to the output that is open. */
function isForeign(open: Open | undefined, shape: Shape, line: string): boolean {
  if (open === undefined) return true;
  if (open.command === undefined) return open.output.some((each) => each.trim() === '');
  if (open.shape === undefined) return false;
  if (open.shape.line.test(line)) return false;
  return open.shape !== shape;
}

/** Whether prose may follow: the output has a shape, this line is none of it, and a blank line stands between. */
const isFinished = (open: Open, line: string): boolean =>
  open.shape !== undefined && !open.shape.line.test(line) && (open.output.at(-1)?.trim() ?? '') === '';

const role = `(?:controller|compute|network|neutron|gateway|hypervisor|nova|net|cmp|ctl|node|host)`;
const hostWord = new RegExp(
  String.raw`^(?:on |from |at )?(?:the )?((?:${role}[\w.-]*)(?: ?(?:node|host|server|\d+))?)(?: output)?\s*:?$`,
  'i',
);

/** `### compute1`, `On the network node:`, `==== net01 ====`: what follows comes from another host. */
function hostLabel(line: string): string | undefined {
  const text = line.trim();
  const isHeading = /^(?:#{1,6}\s|={2,}|-{2,}|\*\*|\[)/.test(text) || text.endsWith(':');
  if (!isHeading || text.length > 60) return undefined;
  const words = text.replace(/^[#=*[\s-]+|[\]=*:\s-]+$/g, '');
  return hostWord.exec(words)?.[1]?.toLowerCase().replace(/\s+/g, '-');
}

const loneUuid = /^\s*[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\s*$/;

/** The ports of one bridge: where nothing is printed before the next prompt, it has none. */
const mayBeEmpty = ({ argv: [tool, ...words] }: Pick<TypedCommand, 'argv'>): boolean =>
  tool === 'ovs-vsctl' && words.includes('list-ports');

function finish(open: Open, pieces: Piece[], unused: Unused[], isAtPrompt: boolean): void {
  const { command, shape, from } = open;
  const output = [...open.output];
  // Prose behind the output, and the blank lines before it, are none of it.
  const last = shape === undefined ? -1 : output.findLastIndex((line) => shape.line.test(line) || isLeftOut(line));
  if (shape !== undefined && last !== -1) output.length = last + 1;
  while (output.length > 0 && output.at(-1)?.trim() === '') output.pop();
  const begin = from + 1;
  const end = begin + output.length - (open.isRecognised ? 1 : 0);
  if (command === undefined) {
    if (open.typed !== '')
      unused.push({ host: open.host, lines: [begin, end], reason: `not a known command: ${open.typed.slice(0, 60)}` });
    return;
  }
  // The line that begins it alone may be anything else, such as an id in a log.
  const isAnswer = output.length > 0 || (isAtPrompt && mayBeEmpty(command));
  if (!isAnswer || (open.isRecognised && output.length === 1 && loneUuid.test(output[0] ?? ''))) return;
  pieces.push({
    host: open.host,
    argv: command.argv,
    container: command.container,
    output: output.map((line) => `${line}\n`).join(''),
    lines: [begin, Math.max(begin, end)],
    partial: command.partial,
    isRecognised: open.isRecognised,
  });
}
