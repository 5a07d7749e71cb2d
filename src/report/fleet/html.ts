import { article, groupSection, idOf, legend, verdictSign } from '../formats/html.ts';
import { list, type Markup, page, section, table } from '../html/page.ts';
import { escaped, inline } from '../markup.ts';
import type { FleetFormat } from './format.ts';
import type { FleetReport } from './report.ts';
import { describeFleetFindings, describeHosts, describeState, hostGroupsOf } from './summary.ts';

/** One page: the cloud as a whole, then each host with its own report. */
export const html: FleetFormat = {
  name: 'html',
  isForTerminal: false,
  render(report, context) {
    const { hosts, verdict } = report;
    const about = [
      describeHosts(report),
      describeFleetFindings(report) ?? [],
      `${report.started}, qdoctor ${report.version}`,
    ].flat();
    return page(
      `${verdict.toUpperCase()}: ${hosts.length} hosts`,
      [
        inline(
          'h1',
          {},
          inline('span', { class: `verdict ${verdict}` }, verdict.toUpperCase()),
          ` ${hosts.length} hosts`,
        ),
        list('ul', about.map(escaped)),
        hostsSection(report),
        ...notDiagnosed(report),
        ...hostGroupsOf(report).map((group) => groupSection(group.found, group, context, [linkTo(group.host)])),
      ],
      hosts.flatMap(({ name, report: own }) =>
        own === null ? [] : article({ ...own, host: { ...own.host, name } }, context),
      ),
    );
  },
};

/** To the host's own report, further down. */
const linkTo = (name: string): string => inline('a', { href: `#${idOf({ host: { name } })}` }, escaped(name));

const hostsSection = ({ hosts, layers }: FleetReport): string =>
  section('Hosts', [
    table(
      ['host', ...layers.map(({ id }) => id)],
      hosts.flatMap(({ name, report }) =>
        report === null ? [] : [[linkTo(name), ...report.layers.map(({ verdict }) => verdictSign(verdict))]],
      ),
    ),
    legend(),
  ]);

function notDiagnosed({ hosts }: FleetReport): Markup {
  const others = hosts.filter(({ report }) => report === null);
  if (others.length === 0) return [];
  const items = others.map((host) => escaped(`${host.name}: ${describeState(host)}`));
  return [section('Not diagnosed', [list('ul', items)])];
}
