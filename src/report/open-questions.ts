import { missingCommandIn, outOfTime } from '../facts/result.ts';
import { counted } from '../words.ts';
import type { Report } from './report.ts';
import { isOpen } from './summary.ts';

/** What kept checks from telling, and which. */
export interface OpenQuestion {
  readonly reason: string;
  /** What to run for it, where a recording lacks the output of a command. */
  readonly missing: { readonly command: string; readonly file: string } | undefined;
  readonly checks: readonly string[];
}

/** Why checks could not tell, what would settle most of them first. */
export function openQuestions({ checks, timedOut }: Report): readonly OpenQuestion[] {
  const questions = new Map<string, OpenQuestion>();
  const late = new Map<string, number>();
  for (const outcome of checks) {
    if (!isOpen(outcome)) continue;
    const { id, reason: own } = outcome;
    // The limit of the whole run is one reason, whatever was running then.
    const isLate = timedOut !== undefined && own?.includes(outOfTime) === true;
    const reason = isLate ? limit(timedOut) : (own ?? 'unknown');
    const command = isLate ? /`([^`]+)` /.exec(own)?.[1] : undefined;
    if (command !== undefined) late.set(command, (late.get(command) ?? 0) + 1);
    const missing = missingCommandIn(reason);
    const key = missing?.command ?? reason;
    const before = questions.get(key) ?? { reason, missing, checks: [] };
    questions.set(key, { ...before, checks: [...before.checks, id] });
  }
  return [...questions.values()]
    .sort((one, other) => other.checks.length - one.checks.length)
    .map((question) =>
      question.reason === limit(timedOut) ? { ...question, reason: `${question.reason}${unfinished(late)}` } : question,
    );
}

const limit = (seconds: number | undefined): string => `timed out after ${seconds} s (--timeout)`;

const mostUnfinished = 2;

/** The commands that the limit came before, those that most checks wait for. */
function unfinished(late: ReadonlyMap<string, number>): string {
  const commands = [...late].sort(([, one], [, other]) => other - one).map(([command]) => `\`${command}\``);
  const left = commands.length - mostUnfinished;
  const named = left > 1 ? [...commands.slice(0, mostUnfinished), `${left} more commands`] : commands;
  return named.length === 0 ? '' : `; not finished: ${new Intl.ListFormat('en-GB').format(named)}`;
}

/**
 * One line for the shell of whoever can run it: what it prints is read by `--from` as it is, because the shell names each
 * command before its output. Undefined where nothing is missing that a command would tell.
 */
export function lineToAsk(questions: readonly OpenQuestion[]): string | undefined {
  const commands = questions.flatMap(({ missing }) => missing?.command ?? []);
  return commands.length === 0 ? undefined : `{ set -x; ${commands.join('; ')}; set +x; } 2>&1`;
}

const mostUnread = 5;

/** What was read of a recording by others, in a sentence or two; nothing of other hosts. */
export const describeInputs = (report: Report, isVerbose: boolean): readonly string[] =>
  listInputs(report, isVerbose).map(({ about, inputs }) => `${[about, inputs.join(', ')].filter(Boolean).join(': ')}.`);

/** The same, with the files or outputs to be listed. */
export function listInputs(
  { inputs }: Report,
  isVerbose: boolean,
): readonly { readonly about: string; readonly inputs: readonly string[] }[] {
  if (inputs === undefined || inputs.length === 0) return [];
  const noun = inputs.some(({ lines }) => lines !== null) ? 'output' : 'file';
  const used = inputs.filter((input) => input.used);
  const unused = inputs.filter((input) => !input.used);
  const inPart = used.filter(({ reason }) => reason !== null);
  return [
    {
      about: `Read ${used.length} of ${counted(inputs.length, noun)}${unused.length === 0 ? '' : '; not used'}`,
      inputs: listed(unused, isVerbose),
    },
    ...(inPart.length === 0 ? [] : [{ about: 'Only in part', inputs: listed(inPart, isVerbose) }]),
  ];
}

type Input = NonNullable<Report['inputs']>[number];

function listed(inputs: readonly Input[], isVerbose: boolean): readonly string[] {
  const shown = isVerbose ? inputs : inputs.slice(0, mostUnread);
  const left = inputs.length - shown.length;
  return [...shown.map(nameOf), ...(left > 0 ? [`${left} more (--verbose)`] : [])];
}

function nameOf({ file, lines, reason }: Input): string {
  const place = lines === null ? file : `${file}:${lines[0] === lines[1] ? lines[0] : lines.join('-')}`;
  // That it is the output of its command goes without saying.
  return `${place} (${(reason ?? '').replace(/^`[^`]+` (?=cannot be parsed)/, '')})`;
}
