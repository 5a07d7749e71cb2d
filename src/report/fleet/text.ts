import { groupLines } from '../formats/text-findings.ts';
import { behind, type Page, pageOf, paragraph, verdictStyles } from '../formats/text-page.ts';
import { printableLine } from '../printable.ts';
import { verdictMarks } from '../verdict-marks.ts';
import type { FleetFormat } from './format.ts';
import type { FleetHost, FleetReport } from './report.ts';
import { describeFleetFindings, describeHosts, describeState, hostGroupsOf } from './summary.ts';

/** The verdict, hosts and layers as a table, and then each root cause with its host. */
export const text: FleetFormat = {
  name: 'text',
  isForTerminal: true,
  render(report, context) {
    const page = pageOf(context);
    const sections = [
      headLines(report, page),
      tableLines(report, page),
      notDiagnosedLines(report, page),
      ...hostGroupsOf(report).map((group) => groupLines(group.found, group, page, group.host)),
    ];
    return `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')
      .trimEnd()}\n`;
  },
};

function headLines(report: FleetReport, page: Page): readonly string[] {
  const verdict = report.verdict.toUpperCase();
  const about = [describeHosts(report), describeFleetFindings(report) ?? []].flat().join('; ');
  const [first = '', ...rest] = paragraph(`${verdict}  ${about}`, 0, page);
  return [`${page.paint([verdictStyles[report.verdict], 'bold'], verdict)}${first.slice(verdict.length)}`, ...rest];
}

/** The layers in words so short that all of them fit beside the name of a host. */
const heads = {
  platform: 'plat',
  'host-route': 'route',
  'external-bridge': 'br-ex',
  router: 'router',
  tap: 'tap',
  vlan: 'vlan',
  overlay: 'tun',
  dhcp: 'dhcp',
  security: 'sec',
  vm: 'vm',
  metadata: 'meta',
  'floating-ip': 'fip',
} as const satisfies Readonly<Record<FleetReport['layers'][number]['id'], string>>;

const shownHosts = 40;

/** Hosts by layers; of many hosts, those first that are not healthy. */
function tableLines({ hosts, layers }: FleetReport, page: Page): readonly string[] {
  const diagnosed = hosts.filter(({ report }) => report !== null);
  const isOdd = ({ report }: FleetHost) => report?.verdict !== 'healthy';
  const isCut = !page.isVerbose && diagnosed.length > shownHosts;
  const shown = isCut
    ? [...diagnosed.filter(isOdd), ...diagnosed.filter((host) => !isOdd(host))].slice(0, shownHosts)
    : diagnosed;
  if (shown.length === 0) return [];
  const names = shown.map(({ name }) => printableLine(name));
  const widest = Math.max(...names.map((name) => name.length));
  const columns = layers.map(({ id }) => heads[id]);
  return [
    page.paint('dim', `${' '.repeat(widest + 2)}${columns.join(' ')}`),
    ...shown.map(({ report }, index) => {
      const cells = (report?.layers ?? []).map(({ id, verdict }) => {
        const { mark, style } = verdictMarks[verdict];
        return page.paint(style, mark.padEnd(heads[id].length));
      });
      return `${(names[index] ?? '').padEnd(widest + 2)}${cells.join(' ')}`.trimEnd();
    }),
    ...(isCut ? [`… ${diagnosed.length - shown.length} more hosts (--verbose)`] : []),
  ];
}

function notDiagnosedLines({ hosts }: FleetReport, page: Page): readonly string[] {
  const others = hosts.filter(({ report }) => report === null);
  if (others.length === 0) return [];
  return ['Not diagnosed:', ...others.flatMap((host) => behind('  - ', `${host.name}: ${describeState(host)}`, page))];
}
