import { commandLines } from '../command-line.ts';
import { nextStep } from '../next-step.ts';
import { pathRow } from '../on-the-wire.ts';
import { printable, printableLine } from '../printable.ts';
import type { Report } from '../report.ts';
import {
  affectedByAll,
  capitalized,
  consequencesOf,
  describeAffected,
  describeRisk,
  type Found,
  type Group,
  idsOf,
  onlyRoot,
} from '../summary.ts';
import { behind, label, labelWidth, more, type Page, paragraph, quoted, row } from './text-page.ts';

/*
 * Root causes on a page of text: what is broken, who is affected, what shows it and what fixes it.
 */

type Finding = Report['findings'][number];
type Evidence = Finding['evidence'][number];

const shownSubjects = 5;

/** A root cause, or equal ones on many subjects; `host`: where it is, on a page of several hosts. */
export function groupLines(found: Found, group: Group, page: Page, host?: string): readonly string[] {
  const { first, all } = group;
  const check = page.checks.find(({ id }) => id === first.check);
  const affected = describeAffected(affectedByAll(all));
  return [
    ...titleLines(group, check?.title, page),
    ...(host === undefined ? [] : row('Host', host, page)),
    ...row(
      first.severity === 'error' ? 'Affects' : 'Concerns',
      [affected ?? [], check?.why ?? []].flat().join(' '),
      page,
    ),
    ...first.evidence.flatMap((evidence, index) => evidenceLines(index === 0 ? 'Seen' : '', evidence, page)),
    ...pathOfGroup(found, group, page),
    ...fixLines(all, check?.remedy, page),
    ...consequenceLines(consequencesOf(found, all), page),
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

/** Of several hosts the one on which it is seen, and the command, or the file and its lines in a recording by others. */
const sourceOf = (evidence: Evidence, page: Page): readonly string[] => [
  ...(evidence.host === undefined ? [] : paragraph(`On ${evidence.host}:`, 0, page)),
  ...commandOrFile(evidence, page),
];

function commandOrFile({ command, file, lines }: Evidence, page: Page): readonly string[] {
  if (file === undefined) return commandLines(command, page.width - labelWidth).map(printable);
  const place = lines === undefined ? '' : `:${lines[0] === lines[1] ? lines[0] : lines.join('-')}`;
  return paragraph(`${file}${place}`, 0, { width: page.width - labelWidth });
}

/** Where the probe was lost, where a single root cause is to explain it. */
function pathOfGroup(found: Found, { first }: Group, page: Page): readonly string[] {
  const path = onlyRoot(found) === first ? pathRow(found) : undefined;
  return path === undefined ? [] : row('Path', path, page);
}

const shownCommands = 10;

function fixLines(all: readonly Finding[], remedy: string | undefined, page: Page): readonly string[] {
  const fixes = all.flatMap(({ fix }) => fix ?? []);
  const [first] = fixes;
  if (first === undefined) {
    const next = nextStep(all, remedy);
    return row('Fix', ['No automatic fix.', next === undefined ? [] : `Next: ${next}`].flat().join(' '), page);
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
