import { groupSections, plain } from '../formats/markdown.ts';
import type { FleetFormat } from './format.ts';
import type { FleetReport } from './report.ts';
import { describeFleetFindings, describeHosts, describeState, hostGroupsOf } from './summary.ts';

/** The report for a ticket or a wiki page. */
export const markdown: FleetFormat = {
  name: 'markdown',
  isForTerminal: true,
  render(report, { checks }) {
    const about = [
      describeHosts(report),
      describeFleetFindings(report) ?? [],
      `${report.started}, qdoctor ${report.version}`,
    ].flat();
    const sections = [
      `# ${report.hosts.length} hosts: ${report.verdict}`,
      about.map((line) => `- ${plain(line)}`).join('\n'),
      hostTable(report),
      ...notDiagnosed(report),
      ...hostGroupsOf(report).flatMap((group) => groupSections(group.found, group, checks, group.host)),
    ];
    return `${sections.map((section) => section.trimEnd()).join('\n\n')}\n`;
  },
};

function hostTable({ hosts, layers }: FleetReport): string {
  const rows = hosts.flatMap(({ name, report }) =>
    report === null ? [] : [[plain(name), report.verdict, ...report.layers.map(({ verdict }) => verdict)]],
  );
  const heads = ['host', 'verdict', ...layers.map(({ id }) => id)];
  return [heads, heads.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function notDiagnosed({ hosts }: FleetReport): readonly string[] {
  const others = hosts.filter(({ report }) => report === null);
  if (others.length === 0) return [];
  return ['## Not diagnosed', others.map((host) => `- ${plain(host.name)}: ${plain(describeState(host))}`).join('\n')];
}
