import type { Evidence, Fix } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { isReadOnly } from '../evidence/read-only.ts';
import { type Home, typed } from '../host/containers.ts';
import type { Command, CommandResult, Host } from '../host/host.ts';
import { redact } from '../host/redact.ts';
import { isAbout, placeOf } from './saved-inputs.ts';

/*
 * A check names the commands that show its fault. What they print is not the check's to say: it comes from running them,
 * or from the recording.
 */

/** So many findings of one check are shown with their evidence. */
const shownPerCheck = 50;
const timeoutMs = 3000;

/** The findings with what their evidence prints on the host; without the evidence that it does not have. */
export async function seeEvidence(host: Host, findings: readonly Finding[]): Promise<readonly Finding[]> {
  const shown = findings.map((finding) => {
    const nth = findings.filter(({ check }) => check === finding.check).indexOf(finding);
    return nth < shownPerCheck ? finding.evidence : finding.evidence.filter(({ isSeen }) => isSeen === true);
  });
  const commands = new Map(
    shown
      .flat()
      .filter(({ isSeen, command }) => isSeen !== true && isReadOnly(command))
      .map(({ command }): [string, Command] => [keyOf(command), { argv: argvOf(command), timeoutMs }]),
  );
  const asked = [...commands.values()];
  // In a recording by others, an output counts as read only where a fact needs it.
  const answers = host.inputs?.() === undefined ? await answersOf(host, asked) : new Map<string, CommandResult>();
  const homes = (await host.homes?.()) ?? [];
  return findings.map((finding, index) => ({
    ...finding,
    fix: finding.fix && typedFix(homes, finding.fix),
    evidence: oncePerPlace(
      (shown[index] ?? []).flatMap((evidence) => seen(host, evidence, answers.get(keyOf(evidence.command)))),
    ).map((evidence) => ({ ...evidence, command: typed(homes, evidence.command) })),
  }));
}

/** In a saved text, the answers to several commands may be the very same lines: they are shown once. */
const oncePerPlace = (all: readonly Evidence[]): readonly Evidence[] =>
  all.filter(
    ({ file, lines }, index) =>
      lines === undefined ||
      !all.slice(0, index).some((other) => other.file === file && other.lines?.join() === lines.join()),
  );

/** Its commands as they run on the host, whose tools may be in containers. */
const typedFix = (homes: readonly Home[], fix: Fix): Fix => ({
  ...fix,
  commands: fix.commands.map((command) => typed(homes, command)),
  undo: fix.undo.map((command) => typed(homes, command)),
});

/** These tools don't read their input, by which a recording tells this run of a command from that of a fact. */
const again = 'evidence\n';

/** By command; of a recording without this run, what the command printed for a fact. */
async function answersOf(host: Host, commands: readonly Command[]): Promise<ReadonlyMap<string, CommandResult>> {
  if (commands.length === 0) return new Map();
  const results = await host.run(commands.map((command) => ({ ...command, input: again })));
  const missing = commands.filter((_, index) => results[index]?.kind === 'not-recorded');
  const others = missing.length === 0 ? [] : await host.run(missing);
  const all = [
    ...commands.map((command, index) => [command, results[index]] as const),
    ...missing.map((command, index) => [command, others[index]] as const),
  ];
  return new Map(all.flatMap(([{ argv }, result]) => (result === undefined ? [] : [[keyOf(argv), result] as const])));
}

const argvOf = ([tool = '', ...words]: readonly string[]): Command['argv'] => [tool, ...words];

const keyOf = (argv: readonly string[]): string => argv.join('\0');

function seen(host: Host, evidence: Evidence, result: CommandResult | undefined): readonly Evidence[] {
  if (evidence.file !== undefined) return [evidence];
  if (evidence.isSeen === true) return [evidence];
  if (result?.kind !== 'exited') {
    const place = placeOf(evidence, host.savedFor?.(evidence.command) ?? []);
    return place === undefined ? [] : [{ ...evidence, ...place }];
  }
  const { exitCode, stdout, stderr } = result;
  // As a recording keeps it: of other people's processes the program only, and no secrets.
  const printed = redact(stdout.trim() === '' ? stderr : stdout, evidence.command[0]);
  return [{ ...evidence, output: cut(printed, evidence), ...(exitCode === 0 ? {} : { exitCode }) }];
}

const longest = 12;

/** The lines of an output that matter: those about what the evidence is about, or of a long one those that the check knows. */
function cut(printed: string, { about, output }: Evidence): string {
  const lines = printed.trimEnd().split('\n');
  if (about !== undefined) return lines.filter((line) => isAbout(line, about)).join('\n');
  if (lines.length <= longest) return lines.join('\n');
  const words = new Set(output.split(/[\s,="{}]+/).filter((word) => /[\d:]/.test(word) && word.length > 3));
  const known = lines.filter((line) => line.split(/[\s,="{}]+/).some((word) => words.has(word)));
  return (known.length > 0 ? known : lines).slice(0, longest).join('\n');
}
