import { wrapAnsi } from 'fast-wrap-ansi';
import { counted } from '../../words.ts';
import { brokenLine, commandLines } from '../command-line.ts';
import { heardLines, pathLines } from '../on-the-wire.ts';
import { describeInputs, lineToAsk, listInputs, openQuestions } from '../open-questions.ts';
import { printable, printableLine } from '../printable.ts';
import type { Report } from '../report.ts';
import {
  countRun,
  describeChecks,
  describeFindings,
  describeInventory,
  describeProbes,
  describeRun,
  describeSource,
  groupsOf,
  onlyRoot,
} from '../summary.ts';
import { verdictMarks } from '../verdict-marks.ts';
import { traceLines } from '../walked-traces.ts';
import type { RenderContext, ReportFormat } from './format.ts';
import { groupLines } from './text-findings.ts';
import { behind, labelWidth, more, type Page, pageOf, paragraph, verdictStyles } from './text-page.ts';

/*
 * For a tired operator at 3 a.m.: the verdict first, then each root cause with who is affected, what shows it and what
 * fixes it, and last what was checked and what could not be.
 */

export const text: ReportFormat = {
  name: 'text',
  isForTerminal: true,
  label: 'text',
  fileName: 'qdoctor.txt',
  render: renderText,
};

function renderText(report: Report, context: RenderContext): string {
  const page = pageOf(context);
  const sections = [
    headLines(report, page),
    ...groupsOf(report).map((group) => groupLines(report, group, page)),
    repairLines(report, page),
    suppressedLines(report, page),
    report.verdict === 'failing' && (page.isVerbose || onlyRoot(report) === undefined)
      ? pathLines(report, page.width)
      : [],
    heardLines(report),
    traceLines(report, page.width),
    report.verdict === 'healthy' ? [] : coverageLines(report, page),
    inputLines(report, page),
    missingLines(report, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')
    .trimEnd()}\n`;
}

function headLines(report: Report, page: Page): readonly string[] {
  const { verdict, host, timedOut, conclusion, notes = [] } = report;
  const isLive = host.source === 'local' || host.source === 'ssh';
  const seconds = timedOut === undefined ? `${report.seconds.toFixed(1)} s` : limitOf(timedOut);
  const origin = [describeSource(host) ?? [], isLive ? seconds : []].flat().join(', ');
  const about =
    verdict === 'healthy'
      ? describeRun(report)
      : verdict === 'incomplete'
        ? origin
        : `${describeFindings(report)}, ${origin}`;
  const [first = '', ...rest] = paragraph(`${verdict.toUpperCase()}  ${host.name}  ${about}`, 0, page);
  const painted = page.paint([verdictStyles[verdict], 'bold'], verdict.toUpperCase());
  return [
    `${painted}${first.slice(verdict.length)}`,
    ...rest,
    ...(verdict === 'incomplete' ? paragraph(howMuchRan(report), 0, page) : []),
    ...(verdict === 'healthy' ? coverageOf(report).flatMap((line) => paragraph(line, 0, page)) : []),
    ...notes.flatMap((note) => paragraph(`Note: ${note}`, 0, page)),
    ...(conclusion === undefined ? [] : paragraph(`Conclusion: ${conclusion}`, 0, page)),
  ];
}

const limitOf = (seconds: number): string => `timed out after ${seconds} s (--timeout)`;

function howMuchRan(report: Report): string {
  const { run, wanted } = countRun(report);
  const roots = report.findings.filter(({ cause }) => cause === 'root').length;
  const found = roots === 0 ? 'No faults' : `${counted(roots, 'warning')} and no faults`;
  return `${found} in the ${run} of ${counted(wanted, 'check')} that could run; this is no proof of health.`;
}

const coverageOf = (report: Report): readonly string[] =>
  [describeInventory(report) ?? [], describeChecks(report), describeProbes(report) ?? []].flat();

/** What was checked, below what was found. */
function coverageLines(report: Report, page: Page): readonly string[] {
  return [
    ...behind('Checked   ', describeRun(report), page),
    ...coverageOf(report).flatMap((line) => paragraph(line, labelWidth - 2, page)),
    ...layerLines(report, page),
  ];
}

function suppressedLines({ suppressed = [] }: Report, page: Page): readonly string[] {
  if (suppressed.length === 0) return [];
  return [
    'Suppressed by the playbook:',
    ...suppressed.flatMap(({ check, summary, reason, until }) => [
      ...behind('  - ', summary, page),
      ...paragraph(`${check}: ${reason} (until ${until})`, 4, page),
    ]),
  ];
}

const outcomes = {
  planned: ['-', 'would be applied with --yes'],
  withdrawn: ['!', 'no longer as diagnosed; nothing was done'],
  healed: ['✓', 'applied and verified'],
  'rolled-back': ['!', 'did not help; rolled back, the host is as it was before'],
  'not-rolled-back': ['!', 'did not help; rollback incomplete'],
  interrupted: ['!', 'interrupted; what was applied remains'],
} as const;

const outcomeWords = (outcome: keyof typeof outcomes, applied: number): string =>
  outcome === 'interrupted' && applied === 0 ? 'interrupted before anything was done' : outcomes[outcome][1];

function repairLines({ repairs, findings }: Report, page: Page): readonly string[] {
  if (repairs === undefined) return [];
  const left = findings.filter(({ cause, fix }) => cause === 'root' && fix?.risk === 'disruptive');
  const skipped = left.flatMap(({ id, check, fix }) =>
    behind('  - ', `Not applied, may interrupt traffic: ${id} ${check}: ${fix?.summary}.`, page),
  );
  if (repairs.length === 0) return ['Fixes: no safe fix to apply.', ...skipped];
  return [
    'Fixes:',
    ...repairs.flatMap(({ summary, fix, commands, outcome, applied, left }) => [
      ...behind(`  ${outcomes[outcome][0]} `, summary, page),
      ...paragraph(`${fix}: ${outcomeWords(outcome, applied.length)}.`, 4, page),
      ...commands.flatMap((command) =>
        commandLines(command, page.width - 6).map((line) => `      ${page.paint('cyan', printable(line))}`),
      ),
      ...applied
        .filter(({ exitCode }) => exitCode !== 0)
        .flatMap(({ command, output }) => paragraph(`${command[0]}: ${output}`, 4, page)),
      ...left.flatMap(({ part, gone, come }) =>
        [...gone.map((line) => `- ${line}`), ...come.map((line) => `+ ${line}`)].flatMap((line) =>
          behind('    ', `${part}: ${line}`, page),
        ),
      ),
    ]),
    ...skipped,
  ];
}

function layerLines({ layers }: Report, { paint, width }: Page): readonly string[] {
  const cells = layers.map(({ id, verdict }) =>
    paint(verdictMarks[verdict].style, `${verdictMarks[verdict].mark}\u00a0${id}`),
  );
  const lines = wrapAnsi(cells.join('  '), width - labelWidth + 2).split('\n');
  const isLegendNeeded = layers.some(({ verdict }) => verdict === 'unknown');
  return [
    ...lines.map((line, index) => `${index === 0 ? 'Layers    ' : ' '.repeat(labelWidth - 2)}${line.trim()}`),
    ...(isLegendNeeded ? paragraph(unknownLegend, labelWidth - 2, { width }) : []),
  ];
}

const unknownLegend = '? not checked, or depends on what failed';

const shownQuestions = 5;

/** What kept checks from running, what would settle most of them first. */
function missingLines(report: Report, page: Page): readonly string[] {
  const questions = openQuestions(report);
  if (questions.length === 0) return [];
  const shown = page.isVerbose ? questions : questions.slice(0, shownQuestions);
  const toAsk = report.inputs === undefined ? undefined : lineToAsk(shown);
  const widest = Math.max(...shown.map(({ checks }) => counted(checks.length, 'check').length));
  return [
    shown.some(({ missing }) => missing !== undefined) ? 'Missing, most useful first:' : 'Not checked:',
    ...shown.flatMap(({ reason, missing, checks }) => {
      const mark = `  ${counted(checks.length, 'check').padStart(widest)}  `;
      return [
        ...(missing === undefined ? behind(mark, reason, page) : missingLine(mark, missing, page)),
        ...(page.isVerbose || checks.length < 4 ? paragraph(checks.join(', '), mark.length, page) : []),
      ];
    }),
    ...more(questions.length - shown.length),
    ...(toAsk === undefined
      ? []
      : [
          '',
          'All of these as one command, to be run on that host:',
          ...brokenLine(toAsk, page.width - 2).map((line) => `  ${printableLine(line)}`),
        ]),
  ];
}

/** The command beside the name for its output, or above it. */
function missingLine(
  mark: string,
  { command, file }: { readonly command: string; readonly file: string },
  page: Page,
): readonly string[] {
  const name = `save as ${file}`;
  const isBeside = mark.length + Math.max(24, command.length) + 4 + name.length <= page.width;
  return isBeside
    ? [printableLine(`${mark}${command.padEnd(24)}    ${name}`)]
    : [
        ...brokenLine(command, page.width - mark.length).map((line, index) =>
          printableLine(`${index === 0 ? mark : ' '.repeat(mark.length)}${line}`),
        ),
        ...paragraph(name, mark.length, page),
      ];
}

function inputLines(report: Report, page: Page): readonly string[] {
  const sentences = describeInputs(report, page.isVerbose);
  return listInputs(report, page.isVerbose).flatMap(({ about, inputs }, index) => {
    const inOneLine = paragraph(sentences[index] ?? '', 0, page);
    // More than a line of names and reasons is a wall of text.
    return inOneLine.length === 1
      ? inOneLine
      : [...paragraph(`${about}:`, 0, page), ...inputs.flatMap((input) => behind('  - ', input, page))];
  });
}
