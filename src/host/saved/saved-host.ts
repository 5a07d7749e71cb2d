import { aboutOf, areAlike } from '../alike.ts';
import { isCleanedText, isCleaningNoted } from '../cleaned.ts';
import {
  type Command,
  type CommandResult,
  type Host,
  notRecorded,
  type PastedOutput,
  type SavedInput,
  type SavedPlace,
  type SavedText,
  type Stream,
} from '../host.ts';
import { cutColumnOf, plainOutput } from '../pasted/clean.ts';
import type { RecordedFiles } from '../recorded-files.ts';
import { savedNamesOf } from '../saved-names.ts';
import { misspelt, type SavedOutput, type UnreadInput } from './outputs.ts';
import { plainCommand, selectionOf } from './same-command.ts';

/** What a recording by others holds of one host. */
export interface SavedHostParts {
  readonly name: string;
  readonly source: 'directory' | 'sosreport';
  readonly outputs: readonly SavedOutput[];
  readonly unread: readonly UnreadInput[];
  /** Copies of files under their own paths. */
  readonly files: RecordedFiles;
  /** The logs among the files are the host's own, as those of a sosreport are. */
  readonly hasLogs?: true;
}

/** Saved outputs without exit codes: what is there counts as having succeeded, what is not there is not known. */
export class SavedHost implements Host {
  readonly source: 'directory' | 'sosreport';
  readonly name: string;
  readonly #parts: SavedHostParts;
  readonly #byName: ReadonlyMap<string, readonly SavedOutput[]>;
  /** What was given of each output, and of each copied file. */
  readonly #given = new Map<SavedOutput, CommandResult[]>();
  readonly #copied = new Set<string>();
  readonly #linesOf = new Map<string, readonly string[]>();
  /** Texts without a known command from which something was learned. */
  readonly #learned = new Set<UnreadInput>();
  #isCleaned: boolean | undefined;

  constructor(parts: SavedHostParts) {
    this.#parts = parts;
    this.name = parts.name;
    this.source = parts.source;
    const byName = new Map<string, SavedOutput[]>();
    for (const output of parts.outputs) {
      if (output.unfit !== undefined) continue;
      for (const name of output.names) {
        const others = byName.get(name);
        if (others === undefined) byName.set(name, [output]);
        else others.push(output);
      }
    }
    // The latest first; a file without a number before those with one.
    for (const all of byName.values())
      all.reverse().sort((one, other) => (other.order === one.order ? 0 : other.order - one.order));
    this.#byName = byName;
  }

  run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    return Promise.resolve(commands.map((command) => this.#answer(command)));
  }

  stream(): Stream {
    return notRecorded;
  }

  wait(): Promise<void> {
    return Promise.resolve();
  }

  namespacesSaved(): readonly string[] {
    return [...new Set([...this.#byName.keys()].flatMap((name) => name.match(/^ip_netns_exec_([^_]+)_/)?.[1] ?? []))];
  }

  copiesUnder(folders: readonly string[]): ReadonlyMap<string, string> {
    const isWanted = (path: string) => folders.some((folder) => path.startsWith(`${folder}/`));
    const own = [...this.#parts.files.paths]
      .filter((path) => isWanted(`/${path}`))
      .map((path): [string, string] => {
        this.#copied.add(path);
        return [`/${path}`, this.#parts.files.read(path)?.toString('utf8') ?? ''];
      });
    const printed = this.#parts.outputs.flatMap((output): [string, string][] => {
      const path = copiedPath(output);
      if (path === undefined || !isWanted(path) || output.unfit !== undefined) return [];
      const { result, text } = this.#give(output);
      return result.partial === undefined ? [[path, text]] : [];
    });
    return new Map([...printed, ...own]);
  }

  savedTexts(): readonly SavedText[] {
    const outputs = this.#parts.outputs.filter(({ unfit }) => unfit === undefined);
    const hasLogs = this.source === 'sosreport' || this.#parts.hasLogs === true;
    const logs = hasLogs ? [...this.#parts.files.paths].filter((path) => logFile.test(path)) : [];
    return [
      ...outputs.map((output): SavedText => {
        const command = output.command.split(' ');
        const { namespace } = aboutOf(command);
        const read = () => lastPart(output.read());
        const isWhole = () => this.#isAllOf(output);
        return { ...textOf(output, read), command, namespace, isWhole, noteUse: () => void this.#give(output) };
      }),
      ...this.#parts.unread.map((input): SavedText => {
        const read = () => lastPart(this.#textOf(input));
        return { ...textOf(input, read), noteUse: () => void this.#learned.add(input) };
      }),
      ...logs.map((file): SavedText => {
        const read = () => lastPart(this.#parts.files.read(file)?.toString('utf8') ?? '');
        return { ...textOf({ file, lines: undefined }, read), noteUse: () => void this.#copied.add(file) };
      }),
    ];
  }

  /** Of a long text with many parts that nobody knows, each is read: the text is split only once. */
  #textOf({ file, lines, text }: UnreadInput): string {
    if (text !== undefined) return text;
    if (lines === undefined) return this.#parts.files.read(file)?.toString('utf8') ?? '';
    const all = this.#linesOf.get(file) ?? (this.#parts.files.read(file)?.toString('utf8') ?? '').split('\n');
    this.#linesOf.set(file, all);
    return all.slice(lines[0] - 1, lines[1]).join('\n');
  }

  inputs(): readonly SavedInput[] {
    const { outputs, unread } = this.#parts;
    const used = new Set([...this.#given.keys()].map(({ file }) => file));
    const inputs = outputs.map((output): SavedInput => {
      const { file, lines, command, partial } = output;
      const results = this.#given.get(output) ?? [];
      const reason =
        results.length > 0 ? undefined : (output.unfit ?? this.#supersededBy(output) ?? suggestion(output));
      return { file, lines, command, partial, results, reason };
    });
    const copies = [...this.#copied].map((file): SavedInput => {
      const result: CommandResult = { kind: 'exited', exitCode: 0, stdout: '', stderr: '' };
      return {
        file,
        lines: undefined,
        command: `cat /${file}`,
        partial: undefined,
        results: [result],
        reason: undefined,
      };
    });
    const others = unread
      .filter((input) => !this.#copied.has(input.file) && (input.reason !== undefined || this.#learned.has(input)))
      .map((input): SavedInput => {
        const { file, lines, reason } = input;
        if (this.#learned.has(input)) return learnedFrom(input);
        return { file, lines, command: undefined, partial: undefined, results: [], reason };
      });
    // Of a sosreport with its thousands of files only those are of interest that were read.
    const all = [...inputs, ...copies, ...others];
    return this.source === 'sosreport' ? all.filter(({ file }) => used.has(file) || this.#copied.has(file)) : all;
  }

  savedFor(argv: readonly string[]): readonly SavedPlace[] {
    const exact = this.#candidates({ argv: argv as Command['argv'] });
    const given = [...this.#given.keys()];
    const related = given.filter(({ command }) => areAlike(argv, command.split(' ')));
    const ordered = [...exact.filter((output) => this.#given.has(output)), ...related];
    return [...new Set(ordered)].map((output) => ({ file: output.file, lines: output.lines, text: output.read() }));
  }

  isCleaned(): boolean {
    this.#isCleaned ??=
      /-obfuscated(?:\.tar|\/|$)/.test(this.#parts.files.name) ||
      isCleaningNoted(this.#parts.files.read('sos_reports/manifest.json')?.toString('utf8') ?? '') ||
      this.#parts.outputs.some((output) => isCleanedText(output.read())) ||
      this.#parts.unread.some((input) => this.source === 'directory' && isCleanedText(this.#textOf(input)));
    return this.#isCleaned;
  }

  pastedWhole(): readonly PastedOutput[] {
    // What went through `grep` is a whole answer of those that match, and one table a whole list of its rules.
    const isAnswer = ({ partial, command }: SavedOutput) =>
      partial === undefined || partial === selectionOf(command) || / \| [ef]?grep /.test(partial);
    return [...this.#given.keys()].filter((output) => output.lines !== undefined && isAnswer(output));
  }

  doubting(doubted: ReadonlySet<PastedOutput>): Host {
    const doubt = { partial: 'a line of it may have been lost', isSieved: true } as const;
    const outputs = this.#parts.outputs.map((output) => (doubted.has(output) ? { ...output, ...doubt } : output));
    return new SavedHost({ ...this.#parts, outputs });
  }

  #candidates(command: Pick<Command, 'argv'>): readonly SavedOutput[] {
    const names = [...savedNamesOf(command), ...plainCommand(command.argv).names.slice(0, 1)];
    return [...new Set(names.flatMap((name) => this.#byName.get(name) ?? []))];
  }

  /** A whole one goes before an excerpt, and one that tells more before one of the short forms. */
  #answer(command: Command): CommandResult {
    const { argv } = command;
    const own = argv[0] === 'cat' && argv.length === 2 ? argv[1]?.replace(/^\/+/, '') : undefined;
    const copy = own === undefined ? undefined : this.#parts.files.read(own);
    if (own !== undefined && copy !== undefined) {
      this.#copied.add(own);
      return withoutErrors(copy.toString('utf8'), undefined);
    }
    const read = this.#candidates(command).map((output) => ({ output, ...this.#read(output) }));
    const best =
      read.find(({ result, isShort }) => result.partial === undefined && !isShort) ??
      read.find(({ result }) => result.partial === undefined) ??
      // Of excerpts, one that was cut by hand tells more than the lines that a filter let through.
      read.find(({ output }) => output.partial?.includes(' | ') !== true) ??
      read[0];
    if (best === undefined) return { kind: 'not-recorded', canBeAdded: true };
    const parts = best.result.partial === undefined ? [] : partsBeside(best, read);
    if (parts.length > 1) {
      // Between parts of the switch's database, lines are missing.
      const between = isSwitchPart(best) ? '...\n' : '';
      const joined = { ...best.result, stdout: parts.map(({ result }) => result.stdout).join(between) };
      for (const { output } of parts) this.#given.set(output, [...(this.#given.get(output) ?? []), joined]);
      return joined;
    }
    const result = read.some(({ output, result: other }) => contradicts(best, { output, result: other }))
      ? { ...best.result, partial: best.result.partial ?? `two outputs of \`${best.output.command}\` differ` }
      : best.result;
    this.#given.set(best.output, [...(this.#given.get(best.output) ?? []), result]);
    return result;
  }

  #give(output: SavedOutput): { readonly result: Given; readonly text: string } {
    const { result } = this.#read(output);
    this.#given.set(output, [...(this.#given.get(output) ?? []), result]);
    return { result, text: result.stdout };
  }

  #read(output: SavedOutput): { readonly result: Given; readonly isShort: boolean } {
    const { text, hasGaps } =
      this.source === 'directory' ? plainOutput(output.read()) : { text: output.read(), hasGaps: false };
    const column = this.source === 'directory' && !isTable(output.command) ? cutColumnOf(text) : undefined;
    const lack =
      (hasGaps ? `an excerpt: lines of \`${output.command}\` were left out` : undefined) ??
      (column === undefined ? undefined : `its lines may be cut at ${column} characters`);
    const result = withoutErrors(text, output.partial ?? lack);
    const isSelection = lack === undefined && output.partial === selectionOf(output.command);
    return {
      result:
        output.isSieved === true
          ? { ...result, isSieved: true }
          : isSelection
            ? { ...result, isSelection: true }
            : result,
      isShort: oneLineAddresses.test(text),
    };
  }

  /** Whether nothing is missing of what was asked for, be it a part of a list: one chain, one device. */
  #isAllOf(output: SavedOutput): boolean {
    const { result } = this.#read(output);
    return result.partial === undefined || result.isSelection === true;
  }

  #supersededBy(output: SavedOutput): string | undefined {
    const other = [...this.#given.keys()].find(({ names }) => names.some((name) => output.names.includes(name)));
    if (other === undefined) return undefined;
    const isSame = other.read() === output.read();
    const place = `${other.file}${other.lines === undefined ? '' : ` line ${other.lines[0]}`}`;
    return isSame ? `the same as in ${place}` : `another output of the same command is read: ${place}; they differ`;
  }
}

/** Of tables with columns of fixed widths, all lines may end at the same place. */
const isTable = (command: string): boolean =>
  /(?:^|\s)(?:netstat|ss|route|arp|brctl|ifconfig|bridge)\s/.test(`${command} `);

/** Of a sosreport, the logs of those that make and serve the networks. */
const logFile =
  /^var\/log\/(?:(?:(?:containers|kolla)\/)?(?:neutron|quantum|nova)\/(?:[^/]+\/)*[^/]+\.log|messages|syslog|kern\.log)$/;

const longestText = 8 * 1024 * 1024;

/** Of a long log the end counts: it is the newest. */
const lastPart = (text: string): string => text.slice(-longestText);

/** A prompt may stand before the first line of an output. */
const textOf = ({ file, lines }: Pick<SavedInput, 'file' | 'lines'>, read: () => string) => ({
  file,
  line: lines === undefined ? 1 : Math.max(1, lines[1] - read().trimEnd().split('\n').length + 1),
  command: undefined,
  namespace: undefined,
  isPasted: lines !== undefined,
  read,
  isWhole: () => false,
});

/** A text without a known command that was read all the same. */
const learnedFrom = ({ file, lines }: UnreadInput): SavedInput => ({
  ...{ file, lines, command: 'text', partial: undefined, reason: undefined },
  results: [{ kind: 'exited', exitCode: 0, stdout: '', stderr: '' }],
});

function suggestion(output: SavedOutput): string | undefined {
  const known = misspelt(output);
  return known === undefined ? undefined : `not the name of a known command; did you mean ${known}?`;
}

interface Reading {
  readonly output: SavedOutput;
  readonly result: Given;
}

/** Another whole output of the very command says something else: it may be of another time, or of another host. */
const contradicts = (one: Reading, other: Reading): boolean =>
  one.output !== other.output &&
  other.result.partial === undefined &&
  one.output.command === other.output.command &&
  one.result.stdout.trim() !== other.result.stdout.trim();

/**
 * Excerpts of one list that show different parts of it (`ip addr show eth0`, then `eth1`; `ps aux | grep` of two names), in the
 * order of the text. Only of lists in which each line or block names its own thing.
 */
function partsBeside(best: Reading, read: readonly Reading[]): readonly Reading[] {
  const keyOf = (one: Reading) =>
    isSwitchPart(one) ? one.result.stdout : `${one.output.command} ${one.result.partial}`;
  const isPart = (one: Reading): boolean => isSwitchPart(one) || isPartOfList(one);
  const isPartOfList = ({ output, result }: Reading): boolean =>
    result.partial !== undefined &&
    (/^ps /.test(output.command) ||
      (/(?:^|\s)ip (?:-\S+ )*(?:a|l)\w* /.test(`${output.command} `) && !result.partial.includes(' | ')));
  if (!isPart(best)) return [best];
  // The newest of each stands first.
  const newest = new Map(
    read
      .filter(isPart)
      .toReversed()
      .map((one) => [keyOf(one), one]),
  );
  return [...newest.values()];
}

/**
 * A part of `ovs-vsctl show` that somebody cut out. Local VLANs are those of one host: parts are of one only where their prompts
 * say so, as posts often show those of two.
 */
const isSwitchPart = ({ output, result }: Reading): boolean =>
  output.command === 'ovs-vsctl show' &&
  output.host !== undefined &&
  result.partial !== undefined &&
  !result.partial.includes(' | ');

type Given = Extract<CommandResult, { readonly kind: 'exited' }>;

/** `ip -o addr`: sosreport has it as `ip_addr`. It tells of no device whether it is up. */
const oneLineAddresses = /^\d+: \S+\s+inet6? /;

/** The file that `cat /path` printed. */
const copiedPath = ({ command }: SavedOutput): string | undefined => /^cat (\/\S+)$/.exec(command)?.[1];

/** What `ip` and the tools of Open vSwitch say where they fail. */
const errorLine =
  /^(?:ovs-(?:vsctl|ofctl|appctl|dpctl): |Cannot open network namespace |sett?ing the network namespace |Error: Peer netns |RTNETLINK answers: )/;

const anyError = new RegExp(errorLine.source, 'm');

/** Who saves outputs by `>file 2>&1` has the errors among them; a command that printed nothing else has failed. */
function withoutErrors(text: string, partial: string | undefined): Given {
  const why = partial === undefined ? {} : { partial };
  if (!anyError.test(text)) return { kind: 'exited', exitCode: 0, stdout: text, stderr: '', ...why };
  const lines = text.split(/(?<=\n)/);
  const errors = lines.filter((line) => errorLine.test(line));
  const others = lines.filter((line) => !errorLine.test(line));
  const hasFailed = errors.length > 0 && others.every((line) => line.trim() === '');
  return { kind: 'exited', exitCode: hasFailed ? 1 : 0, stdout: others.join(''), stderr: errors.join(''), ...why };
}
