import { commandLine } from '../command-line.ts';
import { nextStep } from '../next-step.ts';
import { describeInputs, lineToAsk, openQuestions } from '../open-questions.ts';
import { printable, printableLine } from '../printable.ts';
import type { Report } from '../report.ts';
import {
  affectedByAll,
  consequencesOf,
  describeAffected,
  describeChecks,
  describeFindings,
  describeInventory,
  describeProbes,
  describeRisk,
  describeRun,
  type Found,
  type Group,
  groupsOf,
  idsOf,
} from '../summary.ts';
import type { RenderContext, ReportFormat } from './format.ts';

type Finding = Report['findings'][number];

/** The report for a ticket or a wiki page. */
export const markdown: ReportFormat = {
  name: 'markdown',
  isForTerminal: true,
  label: 'Markdown, for a ticket',
  fileName: 'qdoctor.md',
  render: renderMarkdown,
};

function renderMarkdown(report: Report, { checks }: RenderContext): string {
  const { host, verdict, started, findings } = report;
  const questions = openQuestions(report);
  const toAsk = report.inputs === undefined ? undefined : lineToAsk(questions.slice(0, shownQuestions));
  const sections = [
    `# ${plain(host.name)}: ${verdict}`,
    [
      `${plain(describeRun(report))}; ${started}, qdoctor ${report.version}`,
      findings.length === 0 ? [] : describeFindings(report),
      describeInventory(report) ?? [],
      describeChecks(report),
      describeProbes(report) ?? [],
    ]
      .flat()
      .map((line) => `- ${plain(line)}`)
      .join('\n'),
    ...(report.notes ?? []).map(plain),
    ...(report.conclusion === undefined ? [] : [`**${plain(report.conclusion)}**`]),
    `| layer | verdict |\n| --- | --- |\n${report.layers.map(({ id, verdict: own }) => `| ${id} | ${own} |`).join('\n')}`,
    ...groupsOf(report).flatMap((group) => groupSections(report, group, checks)),
    ...describeInputs(report, true).map(plain),
    ...(questions.length === 0
      ? []
      : [
          '## Not checked',
          questions.map(({ reason, checks: ids }) => `- ${plain(reason)}: ${ids.join(', ')}`).join('\n'),
        ]),
    ...(toAsk === undefined ? [] : ['All that is missing as one command:', block(printable(toAsk))]),
  ];
  return `${sections.map((section) => section.trimEnd()).join('\n\n')}\n`;
}

const shownQuestions = 5;

/** A root cause, or equal ones on many subjects; `host`: where it is, on a page of several hosts. */
export function groupSections(
  found: Found,
  group: Group,
  checks: RenderContext['checks'],
  host?: string,
): readonly string[] {
  const { first, all } = group;
  const check = checks.find(({ id }) => id === first.check);
  const affected = describeAffected(affectedByAll(all));
  return [
    all.length === 1
      ? `## ${first.id}: ${plain(first.summary)}`
      : `## ${idsOf(group)}: ${all.length} × ${plain(check?.title ?? first.check)}`,
    `${host === undefined ? 'Layer' : `Host ${plain(host)}, layer`} ${first.layer}, ${plain(first.check)}, ${first.severity}.`,
    ...(all.length === 1 ? [] : [all.map(({ summary }) => `- ${plain(summary)}`).join('\n')]),
    `**${first.severity === 'error' ? 'Affects' : 'Concerns'}:** ${[affected === undefined ? [] : plain(affected), check?.why ?? []].flat().join(' ')}`,
    ...first.evidence.flatMap((evidence) => [
      block(
        `${evidence.host === undefined ? '' : `# on ${printable(evidence.host)}\n`}$ ${commandLine(evidence.command)}\n${printable(evidence.output)}`,
      ),
      ...placeOf(evidence),
    ]),
    ...fixSections(all, check?.remedy),
    ...consequenceSections(found, all),
  ];
}

/** Where a recording by others shows it. */
function placeOf({ file, lines }: Finding['evidence'][number]): readonly string[] {
  if (file === undefined) return [];
  return [
    `In ${plain(file)}${lines === undefined ? '' : `, line ${lines[0] === lines[1] ? lines[0] : lines.join(' to ')}`}.`,
  ];
}

function fixSections(all: readonly Finding[], remedy: string | undefined): readonly string[] {
  const fixes = all.flatMap(({ fix }) => fix ?? []);
  const [first] = fixes;
  if (first === undefined) {
    const next = nextStep(all, remedy);
    return [`**Fix:** No automatic fix.${next === undefined ? '' : ` Next: ${plain(next)}`}`];
  }
  const undo = fixes.flatMap((fix) => fix.undo);
  return [
    `**Fix** (${describeRisk(first)}): ${plain(first.summary)}`,
    block(fixes.flatMap((fix) => fix.commands.map(commandLine)).join('\n')),
    ...(undo.length === 0 ? [] : ['Undo:', block(undo.map(commandLine).join('\n'))]),
    `**Permanent:** ${plain(first.permanent)}`,
  ];
}

function consequenceSections(found: Found, roots: readonly Finding[]): readonly string[] {
  const own = consequencesOf(found, roots);
  return own.length === 0
    ? []
    : [`Consequences:\n\n${own.map(({ layer, summary }) => `- ${layer}: ${plain(summary)}`).join('\n')}`];
}

/** A fence that is longer than any in the text. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}console\n${text}\n${fence}`;
}

/** Text from a host, without what Markdown (GitHub's with its bare links too) or HTML would make of it. */
export const plain = (text: string): string =>
  printableLine(text)
    .replace(/[\\`*_[\]<>|#~&]/g, (character) => `\\${character}`)
    .replace(/(?<=\b(?:https?|ftp|xmpp|mailto)):|(?<=\bwww)\.|@/gi, (character) => `\\${character}`);
