import { basename } from 'node:path';
import leven from 'leven';
import { nearest } from '../../nearest.ts';
import { promptOf } from '../pasted/prompts.ts';
import { recognisedIn } from '../pasted/recognised.ts';
import { type Piece, splitSession } from '../pasted/session.ts';
import type { RecordedFiles } from '../recorded-files.ts';
import { fileNameOf, longestName, sameNames } from '../saved-names.ts';
import { outputNamed } from './file-name.ts';
import { plainCommand } from './same-command.ts';

/** One output that somebody saved: a file, or some lines of one. */
export interface SavedOutput {
  /** Its path in the recording. */
  readonly file: string;
  /** First and last line there; undefined: all of it. */
  readonly lines: readonly [number, number] | undefined;
  /** As it was typed, without `sudo` and the like. */
  readonly command: string;
  /** The file names under which it is looked up. */
  readonly names: readonly string[];
  readonly container: string | undefined;
  /** The host that it came from, where a prompt or a heading tells. */
  readonly host: string | undefined;
  readonly partial: string | undefined;
  /** Lines may be missing in the midst of it. */
  readonly isSieved?: true;
  /** Why it tells nothing of the host, where something does. */
  readonly unfit: string | undefined;
  /** Of outputs of one command, the one with the highest counts. */
  readonly order: number;
  read(): string;
}

/** A file, or lines of one, in which no output was recognised. */
export interface UnreadInput {
  readonly file: string;
  readonly lines: readonly [number, number] | undefined;
  /** Undefined for prose, of which nobody expects that it is read. */
  readonly reason: string | undefined;
  /** The host that it came from, where a prompt or a heading before it tells. */
  readonly host: string | undefined;
  /** Its text, where it is not simply that of its lines. */
  readonly text: string | undefined;
}

export interface SavedOutputs {
  readonly outputs: readonly SavedOutput[];
  readonly unread: readonly UnreadInput[];
}

/** Beyond this, a file whose name tells nothing is no text that somebody pasted. */
const longestPaste = 64 * 1024 * 1024;

/** The outputs in some files: by their names, and where those tell nothing, by what stands in them. */
export function savedOutputs(files: RecordedFiles, paths: readonly string[]): SavedOutputs {
  const all = paths.map((path) => outputsIn(files, path));
  return { outputs: all.flatMap(({ outputs }) => outputs), unread: all.flatMap(({ unread }) => unread) };
}

function outputsIn(files: RecordedFiles, path: string): SavedOutputs {
  const named = outputNamed(basename(path));
  if (named === undefined) return sessionIn(files, path, undefined);
  const typed = named.command.argv.join(' ');
  const edge = edgesOf(files.read(path));
  // Under the name of one command may be the whole session with it.
  if (edge?.isSession === true) return sessionIn(files, path, undefined);
  if (edge?.endsWithPrompt === true) return sessionIn(files, path, typed);
  return { outputs: [namedOutput(files, path)].flatMap((output) => output ?? []), unread: [] };
}

/** The output that a file is by its name; undefined where that names no command that qdoctor knows. */
export function namedOutput(files: RecordedFiles, path: string): SavedOutput | undefined {
  const named = outputNamed(basename(path));
  if (named === undefined) return undefined;
  const { command, name, number } = named;
  const plain = plainCommand(command.argv);
  return {
    file: path,
    lines: undefined,
    command: command.argv.join(' '),
    names: [...new Set([name.slice(0, longestName), ...plain.names])],
    container: command.container,
    host: undefined,
    partial: command.partial ?? plain.partial,
    unfit: reasonAgainst(command.container, command.argv),
    order: number ?? Number.POSITIVE_INFINITY,
    read: () => files.read(path)?.toString('utf8') ?? '',
  };
}

/** Containers of the switch and the agents have the host's network; of others that is not known. */
function reasonAgainst(container: string | undefined, argv: readonly string[]): string | undefined {
  if (container === undefined || /^ov[sn]/.test(argv[0] ?? '')) return undefined;
  const isOfHost = /openvswitch|ovs|neutron|quantum|nova|l3|dhcp/i.test(container);
  if (!isOfHost) return `of the container ${container}, which may have a network of its own`;
  return argv[0] === 'ps' ? `only the processes of the container ${container}` : undefined;
}

function edgesOf(content: Buffer | undefined): { isSession: boolean; endsWithPrompt: boolean } | undefined {
  if (content === undefined) return undefined;
  const head = content.toString('utf8', 0, 2000).split('\n');
  const tail =
    content
      .toString('utf8', Math.max(0, content.length - 400))
      .trimEnd()
      .split('\n')
      .at(-1) ?? '';
  const first = head.find((line) => line.trim() !== '' && !line.startsWith('```')) ?? '';
  const last = promptOf(tail);
  return {
    isSession: promptOf(first)?.command !== undefined,
    endsWithPrompt: last?.host !== undefined && last.typed.trim() === '',
  };
}

function sessionIn(files: RecordedFiles, path: string, typed: string | undefined): SavedOutputs {
  const content = files.read(path) ?? Buffer.alloc(0);
  const unread = (reason: string, text?: string): SavedOutputs => ({
    outputs: [],
    unread: [{ file: path, lines: undefined, reason, host: undefined, text }],
  });
  if (content.length === 0) return unread('empty');
  if (content.length > longestPaste) return unread('too long for a text with outputs in it');
  if (content.subarray(0, 4096).includes(0)) return unread('not text');
  const text = content.toString('utf8');
  const session = splitSession(typed === undefined ? text : `$ ${typed}\n${text}`);
  const shift = typed === undefined ? 0 : -1;
  const moved = ([from, to]: readonly [number, number]) => [Math.max(1, from + shift), to + shift] as const;
  if (session.pieces.length === 0) return unread(recognisedIn(session.text) ?? notKnown(path), session.text);
  return {
    outputs: session.pieces.map((piece, index) => outputOf(piece, path, moved(piece.lines), index)),
    unread: [
      ...session.unused.map((unused) => ({ ...unused, file: path, lines: moved(unused.lines), text: undefined })),
      ...session.rest.map((rest) => ({
        ...{ ...rest, file: path, lines: moved(rest.lines) },
        reason: recognisedIn(rest.text),
      })),
    ],
  };
}

function outputOf(piece: Piece, file: string, lines: readonly [number, number], index: number): SavedOutput {
  const plain = plainCommand(piece.argv);
  return {
    file,
    lines,
    command: piece.argv.join(' '),
    names: [...new Set([fileNameOf(piece).slice(0, longestName), ...plain.names])],
    container: piece.container,
    host: piece.host,
    partial: piece.partial ?? plain.partial,
    unfit: reasonAgainst(piece.container, piece.argv),
    order: index,
    read: () => piece.output,
  };
}

/** A name that differs from a known one in a letter or two, such as `ovs-vsctl_shwo`. */
export function misspelt({ file, lines }: Pick<SavedOutput, 'file' | 'lines'>): string | undefined {
  const name = outputNamed(basename(file))?.name ?? '';
  if (lines !== undefined || name.length < 8 || sameNames.includes(name)) return undefined;
  return sameNames.find((known) => leven(known, name) <= 2);
}

function notKnown(path: string): string {
  const name = basename(path).replace(/\.\w{1,4}$/, '');
  const [close] = nearest(name, sameNames);
  return close === undefined
    ? 'not the name of a known command, and no known output in it'
    : `not the name of a known command; did you mean ${close}?`;
}
