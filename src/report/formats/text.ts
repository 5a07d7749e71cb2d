import { styleText } from 'node:util';
import { wrapAnsi } from 'fast-wrap-ansi';
import { counted } from '../../words.ts';
import { brokenLine, commandLines } from '../command-line.ts';
import { heardLines, pathLines, pathRow } from '../on-the-wire.ts';
import { describeInputs, lineToAsk, listInputs, openQuestions } from '../open-questions.ts';
import { hanging, printable, printableLine, wrapped } from '../printable.ts';
import type { Report } from '../report.ts';
import {
  affectedByAll,
  capitalized,
  consequencesOf,
  countRun,
  describeAffected,
  describeChecks,
  describeFindings,
  describeInventory,
  describeProbes,
  describeRisk,
  describeRun,
  describeSource,
  type Group,
  groupsOf,
  idsOf,
  onlyRoot,
} from '../summary.ts';
import { verdictMarks } from '../verdict-marks.ts';
import { traceLines } from '../walked-traces.ts';
import { narrowest, type RenderContext, type ReportFormat } from './format.ts';

/*
 * For a tired operator at 3 a.m.: the verdict first, then each root cause with who is affected, what shows it and what
 * fixes it, and last what was checked and what could not be.
 */

type Finding = Report['findings'][number];
type Evidence = Finding['evidence'][number];

export const text: ReportFormat = {
  name: 'text',
  isForTerminal: true,
  label: 'text',
  fileName: 'qdoctor.txt',
  render: renderText,
};

type Paint = (style: Parameters<typeof styleText>[0], text: string) => string;

/** What all parts of a page need. */
interface Page extends RenderContext {
  readonly paint: Paint;
  /** A text that leads to the page of a check, as terminals have it (OSC 8). */
  link(check: string, text: string): string;
}

function renderText(report: Report, context: RenderContext): string {
  const paint: Paint = (style, text) => (context.hasColor ? styleText(style, text) : text);
  const link = (check: string, text: string) => {
    const url = context.linkOf?.(check);
    return url === undefined ? text : `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
  };
  const page: Page = { ...context, width: Math.max(narrowest, context.width), paint, link };
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

/** Wraps words at the width of the page, every line behind `indent` spaces. */
function paragraph(text: string, indent: number, { width }: Pick<Page, 'width'>): readonly string[] {
  const wrapped = wrapAnsi(printableLine(text), width - indent, { hard: true });
  return wrapped.split('\n').map((line) => `${' '.repeat(indent)}${line}`);
}

/**
 * A line as a tool printed it. It keeps its own indent unless a word, such as one with a UUID, would be cut; where it is
 * folded, the rest hangs below its beginning, or it would look like another line.
 */
function quoted(line: string, indent: number, page: Pick<Page, 'width'>): readonly string[] {
  const own = Math.min(line.length - line.trimStart().length, 16);
  const text = printableLine(line.trim());
  if (indent + own + text.length <= page.width) return [`${' '.repeat(indent + own)}${text}`];
  const longest = Math.max(...text.split(' ').map((word) => word.length));
  const begin = Math.max(leastIndent, Math.min(indent + own, page.width - longest - foldedBy));
  return hanging(' '.repeat(begin), text, begin + foldedBy, page.width);
}

const leastIndent = 4;
const foldedBy = 2;

/** A paragraph behind a mark. */
const behind = (mark: string, text: string, { width }: Pick<Page, 'width'>): readonly string[] =>
  wrapped(mark, text, width);

const verdictStyles = { healthy: 'green', degraded: 'yellow', incomplete: 'yellow', failing: 'red' } as const;

function headLines(report: Report, page: Page): readonly string[] {
  const { verdict, host, timedOut, conclusion } = report;
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

const labelWidth = 12;

const label = (word: string, { paint }: Page): string => paint('dim', `  ${word.padEnd(labelWidth - 2)}`);

/** A row of a finding: its label, and text that is wrapped beside it. */
function row(word: string, text: string, page: Page): readonly string[] {
  const [first = '', ...rest] = paragraph(text, labelWidth, page);
  return [`${label(word, page)}${first.trimStart()}`, ...rest];
}

const shownSubjects = 5;

function groupLines(report: Report, group: Group, page: Page): readonly string[] {
  const { first, all } = group;
  const check = page.checks.find(({ id }) => id === first.check);
  const affected = describeAffected(affectedByAll(all));
  return [
    ...titleLines(group, check?.title, page),
    ...row(
      first.severity === 'error' ? 'Affects' : 'Concerns',
      [affected ?? [], check?.why ?? []].flat().join(' '),
      page,
    ),
    ...first.evidence.flatMap((evidence, index) => evidenceLines(index === 0 ? 'Seen' : '', evidence, page)),
    ...pathOfGroup(report, group, page),
    ...fixLines(all, check?.remedy, page),
    ...consequenceLines(consequencesOf(report, all), page),
    ...(check === undefined ? [] : row('Explain', `qdoctor explain ${first.check}`, page)),
  ];
}

function titleLines(group: Group, title: string | undefined, page: Page): readonly string[] {
  const { first, all } = group;
  const { paint } = page;
  const mark = first.severity === 'error' ? paint('red', '✗') : paint('yellow', '!');
  const name = printableLine(`${idsOf(group)} ${first.check}`);
  const sentence =
    all.length === 1 ? withoutStop(first.summary) : `${all.length} × ${withoutStop(title ?? first.check)}`;
  const [top = '', ...rest] = paragraph(sentence, 2, page);
  const room = page.width - top.length - name.length;
  const isBeside = rest.length === 0 && room >= 2;
  return [
    `${mark} ${paint('bold', top.trimStart())}${isBeside ? ' '.repeat(room) + page.link(first.check, paint('dim', name)) : ''}`,
    ...rest.map((line) => paint('bold', line)),
    ...(isBeside
      ? []
      : paragraph(name, 2, page).map((line) => `  ${page.link(first.check, paint('dim', line.trimStart()))}`)),
    ...subjectLines(all, page),
  ];
}

const withoutStop = (sentence: string): string => sentence.replace(/\.$/, '');

/** Each of the equal findings of a group. */
function subjectLines(all: readonly Finding[], page: Page): readonly string[] {
  if (all.length === 1) return [];
  const shown = page.isVerbose ? all : all.slice(0, shownSubjects);
  return [...shown.flatMap(({ summary }) => behind('  - ', summary, page)), ...more(all.length - shown.length)];
}

const more = (left: number): readonly string[] => (left > 0 ? [`    … ${left} more (--verbose)`] : []);

const shownLines = 6;

function evidenceLines(word: string, evidence: Evidence, page: Page): readonly string[] {
  const output = printable(evidence.output).trimEnd().replaceAll('\t', '  ').split('\n');
  const shown = page.isVerbose ? output : output.slice(0, shownLines);
  const source = sourceOf(evidence, page);
  const said = output.join('') === '' ? nothingOf(evidence) : shown.join('\n');
  const [line = ''] = source;
  if (source.length === 1 && !said.includes('\n') && labelWidth + line.length + said.length + 3 <= page.width) {
    return [`${label(word, page)}${page.paint('dim', `${line} →`)} ${said}`];
  }
  return [
    ...source.map((each, index) =>
      index === 0
        ? `${label(word, page)}${page.paint('dim', each)}`
        : `${' '.repeat(labelWidth)}${page.paint('dim', each)}`,
    ),
    ...said.split('\n').flatMap((each) => quoted(each, labelWidth + 2, page)),
    ...more(output.length - shown.length).map((each) => `${' '.repeat(labelWidth - 2)}${each}`),
  ];
}

/** What an empty output says. */
const nothingOf = ({ about, exitCode }: Evidence): string =>
  exitCode !== undefined
    ? `(exit code ${exitCode})`
    : about === undefined
      ? '(no output)'
      : printableLine(`(no line with ${about})`);

/** The command, or the file and its lines in a recording by others. */
function sourceOf({ command, file, lines }: Evidence, page: Page): readonly string[] {
  if (file === undefined) return commandLines(command, page.width - labelWidth).map(printable);
  const place = lines === undefined ? '' : `:${lines[0] === lines[1] ? lines[0] : lines.join('-')}`;
  return paragraph(`${file}${place}`, 0, { width: page.width - labelWidth });
}

/** Where the probe was lost, where a single root cause is to explain it. */
function pathOfGroup(report: Report, { first }: Group, page: Page): readonly string[] {
  const path = onlyRoot(report) === first ? pathRow(report) : undefined;
  return path === undefined ? [] : row('Path', path, page);
}

const shownCommands = 10;

function fixLines(all: readonly Finding[], remedy: string | undefined, page: Page): readonly string[] {
  const fixes = all.flatMap(({ fix }) => fix ?? []);
  const [first] = fixes;
  if (first === undefined) {
    return row('Fix', ['No automatic fix.', remedy === undefined ? [] : `Next: ${remedy}`].flat().join(' '), page);
  }
  const commands = [...new Map(fixes.flatMap((fix) => fix.commands).map((argv) => [argv.join('\0'), argv])).values()];
  const isAllShown = page.isVerbose || commands.length <= shownCommands + 2;
  const shown = isAllShown ? commands : commands.slice(0, shownCommands);
  return [
    ...row(
      'Fix',
      [all.length === 1 ? `${withoutStop(first.summary)}.` : [], `${capitalized(describeRisk(first))}.`]
        .flat()
        .join(' '),
      page,
    ),
    ...shown.flatMap((command) =>
      commandLines(command, page.width - 4).map((line) => `    ${page.paint('cyan', printable(line))}`),
    ),
    ...more(commands.length - shown.length),
    ...row('Permanent', first.permanent, page),
  ];
}

function consequenceLines(consequences: readonly Finding[], page: Page): readonly string[] {
  if (consequences.length === 0) return [];
  const shown = page.isVerbose ? consequences : consequences.slice(0, shownSubjects);
  return [
    `${page.paint('dim', '  Consequences')} (${consequences.length})`,
    ...shown.flatMap(({ summary, layer }) => behind('  - ', `${layer}: ${summary}`, page)),
    ...more(consequences.length - shown.length),
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
