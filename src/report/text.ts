import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import type { Check } from '../engine/check.ts';
import { counted } from '../engine/words.ts';
import { commandLines } from './command-line.ts';
import { heardLines, pathLines } from './on-the-wire.ts';
import { printable, printableLine } from './printable.ts';
import type { Report } from './report.ts';

/*
 * For a tired operator at 3 a.m.: the verdict first, then each root cause with what shows it and what heals it,
 * what follows from it folded under it, and last what could not be looked at.
 */

const width = 80;

export interface TextOptions {
  readonly hasColor: boolean;
  /** With the reason for every check that could not tell, and all evidence. */
  readonly isVerbose: boolean;
  readonly checks: readonly Check[];
}

type Finding = Report['findings'][number];

export function renderText(report: Report, options: TextOptions): string {
  const paint = painter(options.hasColor);
  const roots = report.findings.filter(({ cause }) => cause === 'root');
  const lines = [
    ...headline(report, roots, paint).flatMap((line) => wrapAnsi(line, width).split('\n')),
    ...(report.conclusion === undefined ? [] : paragraph(`Conclusion: ${report.conclusion}`, 0)),
    '',
    ...roots.flatMap((root) => [...rootCause(report, root, options, paint), '']),
    ...repairLines(report, paint),
    ...suppressedLines(report),
    ...pathLines(report),
    ...heardLines(report),
    ...layerLines(report, paint),
    ...unknownLines(report, options),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

const painter =
  (hasColor: boolean): Paint =>
  (style, text) =>
    hasColor ? styleText(style, text) : text;

/** Wraps words at the width of the page, every line behind `indent` spaces. */
function paragraph(text: string, indent: number, isTrimmed = true): readonly string[] {
  const wrapped = wrapAnsi(printableLine(text), width - indent, { hard: false, trim: isTrimmed });
  return wrapped.split('\n').map((line) => `${' '.repeat(indent)}${line}`);
}

function headline(report: Report, roots: readonly Finding[], paint: Paint): readonly string[] {
  const where = `${printableLine(report.host.name)}${report.host.source === 'local' ? '' : ` (${report.host.source})`}`;
  const tail = `${where}, ${report.seconds.toFixed(1)} s`;
  const errors = roots.filter(({ severity }) => severity === 'error');
  if (report.verdict === 'failing') {
    const failing = [...new Set(errors.map(({ layer }) => layer))].join(', ');
    return [
      `${paint(['red', 'bold'], 'FAILING')}: ${failing}  [${tail}]`,
      ...paragraph(`${counted(roots.length, 'root cause')}.`, 0),
    ];
  }
  const warnings = roots.length === 0 ? [] : [`${counted(roots.length, 'warning')}.`];
  if (report.verdict === 'incomplete') {
    return [
      `${paint(['yellow', 'bold'], 'INCOMPLETE')}: nothing failed, but not everything could be looked at  [${tail}]`,
      ...warnings,
    ];
  }
  return [`${paint(['green', 'bold'], 'HEALTHY')}  [${tail}]`, ...warnings];
}

function rootCause(report: Report, root: Finding, options: TextOptions, paint: Paint): readonly string[] {
  const check = options.checks.find(({ id }) => id === root.check);
  const mark = root.severity === 'error' ? paint('red', '✗') : paint('yellow', '!');
  const consequences = report.findings.filter(({ causedBy }) => causedBy.includes(root.id));
  const [first = '', ...rest] = paragraph(root.summary, 2);
  return [
    `${mark} ${paint('bold', first.trimStart())}`,
    ...rest.map((line) => paint('bold', line)),
    paint('dim', `  ${root.id}, layer ${root.layer}, ${root.check}`),
    '',
    ...(check === undefined ? [] : [...paragraph(check.why, 2), '']),
    ...root.evidence.flatMap((evidence) => evidenceLines(evidence, options, paint)),
    ...fixLines(root, paint),
    ...(consequences.length === 0 ? [] : ['', `  Follows from it (${consequences.length}):`]),
    ...consequences.flatMap(({ summary, layer }) => hanging('  - ', `${layer}: ${summary}`)),
  ];
}

function hanging(mark: string, text: string): readonly string[] {
  const [first = '', ...rest] = paragraph(text, mark.length);
  return [`${mark}${first.trimStart()}`, ...rest];
}

const shownLines = 6;

function evidenceLines(evidence: Finding['evidence'][number], options: TextOptions, paint: Paint): readonly string[] {
  const output = printable(evidence.output).replaceAll('\t', '  ').split('\n');
  const shown = options.isVerbose ? output : output.slice(0, shownLines);
  const left = output.length - shown.length;
  return [
    ...commandLines(evidence.command, width - 4).map((line, index) =>
      paint('dim', `  ${index === 0 ? '$ ' : '  '}${printable(line)}`),
    ),
    ...shown.flatMap((line) => paragraph(line, 4, false)),
    ...(left > 0 ? [`    … ${counted(left, 'more line')} (--verbose)`] : []),
  ];
}

function fixLines({ fix }: Finding, paint: Paint): readonly string[] {
  if (fix === null) return ['', '  Fix: nothing on this host tells one.'];
  const risk = fix.risk === 'safe' ? '' : ' (disruptive)';
  return [
    '',
    ...hanging(`  ${paint(['green', 'bold'], 'Fix')}${risk}: `.length > 20 ? '  ' : '  ', `Fix${risk}: ${fix.summary}`),
    ...fix.commands.flatMap((command) =>
      commandLines(command, width - 4).map((line) => `    ${paint('cyan', printable(line))}`),
    ),
    ...paragraph(`To keep it: ${fix.permanent}`, 2),
  ];
}

function suppressedLines({ suppressed = [] }: Report): readonly string[] {
  if (suppressed.length === 0) return [];
  return [
    'Suppressed by the playbook:',
    ...suppressed.flatMap(({ check, summary, reason, until }) => [
      ...hanging('  - ', summary),
      ...paragraph(`${check}: ${reason} (until ${until})`, 4),
    ]),
    '',
  ];
}

const outcomes = {
  planned: ['?', 'would be applied with --yes'],
  healed: ['✓', 'applied, and healed'],
  'rolled-back': ['✗', 'did not heal; rolled back, the host is as it was before'],
  'not-rolled-back': ['✗', 'did not heal, and could not be undone wholly'],
  interrupted: ['!', 'interrupted; what was applied stands'],
} as const;

function repairLines({ repairs }: Report, paint: Paint): readonly string[] {
  if (repairs === undefined) return [];
  if (repairs.length === 0) return ['Fixes: there is none to apply that disturbs nobody.', ''];
  return [
    'Fixes:',
    ...repairs.flatMap(({ summary, fix, commands, outcome, applied, left }) => [
      ...hanging(`  ${outcomes[outcome][0]} `, summary),
      ...paragraph(`${fix}: ${outcomes[outcome][1]}.`, 4),
      ...commands.flatMap((command) =>
        commandLines(command, width - 6).map((line) => `      ${paint('cyan', printable(line))}`),
      ),
      ...applied
        .filter(({ exitCode }) => exitCode !== 0)
        .flatMap(({ command, output }) => paragraph(`${command[0]}: ${output}`, 4)),
      ...left.flatMap(({ part, gone, come }) =>
        [...gone.map((line) => `- ${line}`), ...come.map((line) => `+ ${line}`)].flatMap((line) =>
          hanging('    ', `${part}: ${line}`),
        ),
      ),
    ]),
    '',
  ];
}

const marks = { pass: '✓', warn: '!', fail: '✗', unknown: '?', skipped: '-' } as const;
const styles = { pass: 'green', warn: 'yellow', fail: 'red', unknown: 'yellow', skipped: 'dim' } as const;

function layerLines({ layers }: Report, paint: Paint): readonly string[] {
  const cells = layers.map(({ id, verdict }) => paint(styles[verdict], `${marks[verdict]}\u00a0${id}`));
  return [
    'Layers:',
    ...wrapAnsi(cells.join('   '), width - 2)
      .split('\n')
      .map((line) => `  ${line.trim()}`),
  ];
}

function unknownLines({ checks }: Report, { isVerbose }: TextOptions): readonly string[] {
  const unknown = checks.filter(({ reason, verdict }) => reason !== null && verdict !== 'skipped');
  if (unknown.length === 0) return [];
  const reasons = new Map<string, string[]>();
  for (const { id, reason } of unknown) reasons.set(reason ?? '', [...(reasons.get(reason ?? '') ?? []), id]);
  return [
    '',
    'Could not be checked:',
    ...[...reasons].flatMap(([reason, ids]) => [
      ...hanging('  ? ', reason),
      ...paragraph(isVerbose || ids.length < 4 ? ids.join(', ') : counted(ids.length, 'check'), 4),
    ]),
  ];
}
