import type { Check } from '../engine/check.ts';
import { commandLines } from './command-line.ts';
import { printable, printableLine } from './printable.ts';
import type { Report } from './report.ts';

/** The report for a ticket or a wiki page. */
export function renderMarkdown(report: Report, checks: readonly Check[]): string {
  const { host, verdict, started, findings } = report;
  const roots = findings.filter(({ cause }) => cause === 'root');
  const unknown = report.checks.filter((check) => check.verdict === 'unknown');
  const sections = [
    `# ${plain(host.name)}: ${verdict}`,
    `${started}, qdoctor ${report.version}, playbook ${plain(report.playbook)}.`,
    ...(report.conclusion === undefined ? [] : [`**${plain(report.conclusion)}**`]),
    `| layer | verdict |\n| --- | --- |\n${report.layers.map(({ id, verdict: own }) => `| ${id} | ${own} |`).join('\n')}`,
    ...roots.flatMap((root) => [
      `## ${root.id}: ${plain(root.summary)}`,
      `Layer ${root.layer}, ${root.check}, ${root.severity}. ${checks.find(({ id }) => id === root.check)?.why ?? ''}`,
      ...root.evidence.map(({ command, output }) => block(`$ ${shell(command)}\n${printable(output)}`)),
      ...fixSections(root.fix),
      ...consequencesOf(report, root.id),
    ]),
    ...(unknown.length === 0
      ? []
      : ['## Could not be checked', unknown.map(({ id, reason }) => `- ${id}: ${plain(reason ?? '')}`).join('\n')]),
  ];
  return `${sections.map((section) => section.trimEnd()).join('\n\n')}\n`;
}

function fixSections(fix: Report['findings'][number]['fix']): readonly string[] {
  if (fix === null) return ['**Fix:** nothing on this host tells one.'];
  return [
    `**Fix** (${fix.risk}): ${plain(fix.summary)}`,
    block(fix.commands.map(shell).join('\n')),
    ...(fix.undo.length === 0 ? ['It has no undo.'] : ['Undo:', block(fix.undo.map(shell).join('\n'))]),
    `To keep it: ${plain(fix.permanent)}`,
  ];
}

function consequencesOf({ findings }: Report, root: string): readonly string[] {
  const own = findings.filter(({ causedBy }) => causedBy.includes(root));
  return own.length === 0
    ? []
    : [`From it follows:\n\n${own.map(({ layer, summary }) => `- ${layer}: ${plain(summary)}`).join('\n')}`];
}

const shell = (argv: readonly string[]): string => commandLines(argv, Number.POSITIVE_INFINITY).join('');

/** A fence that is longer than any in the text. */
function block(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}console\n${text}\n${fence}`;
}

/** Text from a host, without what Markdown or HTML would make of it. */
const plain = (text: string): string => printableLine(text).replace(/[\\`*_[\]<>|#]/g, (character) => `\\${character}`);
