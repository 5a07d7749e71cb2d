import type { CheckVerdict } from '../../engine/diagnose.ts';
import { evidenceOf, fixRows } from '../html/finding.ts';
import { list, type Markup, page, type Rows, section, table, terms } from '../html/page.ts';
import type { NetworkMap } from '../map/map.ts';
import { svgOf } from '../map/svg.ts';
import { element, escaped, inline } from '../markup.ts';
import { describeInputs, lineToAsk, openQuestions } from '../open-questions.ts';
import type { Report } from '../report.ts';
import {
  affectedByAll,
  consequencesOf,
  describeAffected,
  describeChecks,
  describeFindings,
  describeInventory,
  describeProbes,
  describeRun,
  type Found,
  type Group,
  groupsOf,
  idsOf,
  onlyRoot,
} from '../summary.ts';
import { verdictMarks } from '../verdict-marks.ts';
import type { RenderContext, ReportFormat } from './format.ts';

/*
 * A report as a web page. What comes from the host is escaped wherever it stands.
 */

type Finding = Report['findings'][number];
type Trace = NonNullable<Report['traces']>[number];

export const html: ReportFormat = {
  name: 'html',
  isForTerminal: false,
  label: 'a web page',
  fileName: 'qdoctor.html',
  render: (report, context) => page(titleOf(report), [article(report, context)]),
  renderSeveral: (reports, context) =>
    page(
      `qdoctor: ${reports.length} hosts`,
      [
        inline('h1', {}, `${reports.length} hosts`),
        list(
          'ul',
          reports.map((report) => inline('a', { href: `#${idOf(report)}` }, escaped(titleOf(report)))),
        ),
      ],
      reports.map((report) => article(report, context)),
    ),
};

const titleOf = ({ verdict, host }: Report): string => `${verdict.toUpperCase()}: ${host.name}`;

/** Of the host's article; its name may hold what an id can't. */
export const idOf = ({ host }: { readonly host: Pick<Report['host'], 'name'> }): string =>
  `host-${Buffer.from(host.name).toString('hex')}`;

/** All that is known of a host. */
export function article(report: Report, context: RenderContext): string {
  const about = [
    describeRun(report),
    report.findings.length === 0 ? [] : describeFindings(report),
    describeInventory(report) ?? [],
    describeChecks(report),
    describeProbes(report) ?? [],
    `${report.started}, qdoctor ${report.version}`,
  ].flat();
  return element('article', { id: idOf(report), 'aria-labelledby': `${idOf(report)}-title` }, [
    element('header', {}, [
      inline(
        'h1',
        { id: `${idOf(report)}-title` },
        inline('span', { class: `verdict ${report.verdict}` }, report.verdict.toUpperCase()),
        ` ${escaped(report.host.name)}`,
      ),
      list('ul', about.map(escaped)),
      ...(report.notes ?? []).map((note) => inline('p', {}, escaped(note))),
      ...(report.conclusion === undefined ? [] : [inline('p', {}, inline('strong', {}, escaped(report.conclusion)))]),
    ]),
    layersSection(report),
    ...groupsOf(report).map((group) => groupSection(report, group, context)),
    ...tracesSection(report),
    ...wiringSection(context.mapOf?.(report)),
    ...openSection(report),
    checksSection(report, context),
  ]);
}

const verdictWords = {
  pass: 'passed',
  warn: 'warning',
  fail: 'failed',
  unknown: 'not checked',
  skipped: 'not applicable',
} as const satisfies Readonly<Record<CheckVerdict, string>>;

/** A verdict with its sign and its colour. */
const verdictCell = (verdict: CheckVerdict): string =>
  inline('span', { class: `mark ${verdict}` }, `${verdictMarks[verdict].mark} ${verdictWords[verdict]}`);

/** Its sign alone, where many stand side by side; who listens hears the word. */
export const verdictSign = (verdict: CheckVerdict): string =>
  inline(
    'span',
    { class: `mark ${verdict}`, role: 'img', 'aria-label': verdictWords[verdict] },
    verdictMarks[verdict].mark,
  );

/** What the signs mean. */
export const legend = (): string =>
  inline(
    'p',
    { class: 'legend' },
    (['pass', 'warn', 'fail', 'unknown', 'skipped'] as const).map(verdictCell).join(' · '),
  );

const layersSection = ({ layers }: Report): string =>
  section('Layers', [
    inline(
      'ol',
      { class: 'layers' },
      ...layers.map(({ id, verdict }) => inline('li', {}, `${verdictCell(verdict)} ${id}`)),
    ),
  ]);

/** A root cause, or equal ones on many subjects; `host`: where it is, on a page of several hosts. */
export function groupSection(
  found: Found,
  group: Group,
  { checks }: Pick<RenderContext, 'checks'>,
  host?: Markup,
): string {
  const { first, all } = group;
  const check = checks.find(({ id }) => id === first.check);
  const affected = [describeAffected(affectedByAll(all)) ?? [], check?.why ?? []].flat().join(' ');
  const title = all.length === 1 ? first.summary : `${all.length} × ${check?.title ?? first.check}`;
  const rows: Rows = [
    ...(host === undefined ? [] : [['Host', host] as const]),
    ['Layer', [escaped(`${first.layer} (${first.severity})`)]],
    ['Check', [inline('code', {}, escaped(first.check))]],
    ...(all.length === 1
      ? []
      : [
          [
            'Where',
            [
              list(
                'ul',
                all.map(({ summary }) => escaped(summary)),
              ),
            ],
          ] as const,
        ]),
    [first.severity === 'error' ? 'Affects' : 'Concerns', [escaped(affected)]],
    ['Seen', first.evidence.flatMap(evidenceOf)],
    ...pathOf(found, all),
    ...fixRows(all, check?.remedy),
    ...consequenceRows(found, all),
  ];
  return element('section', { class: `finding ${first.severity}` }, [
    inline('h2', {}, `${escaped(idsOf(group))}: ${escaped(title)}`),
    terms(rows),
  ]);
}

/** The first journey that this stopped, or the probe that was lost; with the broken hop marked. */
function pathOf(found: Found, all: readonly Finding[]): Rows {
  const { traces = [], path } = found;
  const ids = new Set(all.map(({ id }) => id));
  const trace = traces.find(({ finding }) => finding !== null && ids.has(finding));
  if (trace !== undefined) return [['Path', [hopsOf(trace)]]];
  const broken = path.findIndex(({ verdict }) => verdict === 'lost');
  const root = onlyRoot(found);
  if (broken === -1 || root === undefined || !ids.has(root.id)) return [];
  const items = path.slice(0, broken + 1).map(({ hop }, index) => hopItem(hop, index === broken));
  return [['Path', [inline('ol', { class: 'path' }, ...items)]]];
}

function hopsOf({ hops, from, to }: Trace): string {
  const broken = hops.findIndex(({ verdict }) => verdict === 'lost');
  const shown = broken === -1 ? hops : hops.slice(0, broken + 1);
  const items = shown.map(({ device, where, direction }, index) =>
    hopItem(`${device} ${direction}${where === 'host' ? '' : ` (${where})`}`, index === broken),
  );
  return inline('ol', { class: 'path', 'aria-label': `Path from ${from} to ${to}` }, ...items);
}

const hopItem = (name: string, isBroken: boolean): string =>
  inline('li', isBroken ? { class: 'lost' } : {}, isBroken ? '✗ not seen: ' : '', escaped(name));

function consequenceRows(found: Found, roots: readonly Finding[]): Rows {
  const own = consequencesOf(found, roots);
  if (own.length === 0) return [];
  return [
    [
      'Consequences',
      [
        list(
          'ul',
          own.map(({ layer, summary }) => escaped(`${layer}: ${summary}`)),
        ),
      ],
    ],
  ];
}

function tracesSection({ traces = [] }: Report): Markup {
  if (traces.length === 0) return [];
  const rows = traces.map(({ id, from, to, proto, bytes, outcome, gap, finding, reason }) => [
    id,
    `${from} → ${to}`,
    `${proto}, ${bytes} bytes`,
    outcome,
    [
      gap === null ? [] : `${gap.after ?? 'its start'} → ${gap.before ?? 'its end'}`,
      finding === null ? [] : `see ${finding}`,
      reason ?? [],
    ]
      .flat()
      .join('; '),
  ]);
  return [
    section('Journeys walked with real packets', [
      table(
        ['journey', 'from → to', 'packet', 'outcome', 'where'],
        rows.map((row) => row.map(escaped)),
      ),
    ]),
  ];
}

function wiringSection(map: NetworkMap | undefined): Markup {
  if (map === undefined || map.places.length === 0) return [];
  const picture = inline(
    'div',
    { class: 'wide wiring', tabindex: 0, role: 'region', 'aria-label': 'Picture of the wiring' },
    svgOf(map),
  );
  return [section('Wiring', [picture])];
}

function openSection(report: Report): Markup {
  const questions = openQuestions(report);
  const inputs = describeInputs(report, true);
  if (questions.length === 0 && inputs.length === 0) return [];
  const toAsk = report.inputs === undefined ? undefined : lineToAsk(questions.slice(0, askedAtOnce));
  return [
    section('Not checked', [
      ...inputs.map((line) => inline('p', {}, escaped(line))),
      list(
        'ul',
        questions.map(({ reason, checks }) => escaped(`${reason}: ${checks.join(', ')}`)),
      ),
      ...(toAsk === undefined
        ? []
        : [
            inline('p', {}, 'All that is missing as one command:'),
            inline('pre', { class: 'command', tabindex: 0 }, escaped(toAsk)),
          ]),
    ]),
  ];
}

const askedAtOnce = 5;

const checksSection = ({ checks: outcomes }: Report, { checks }: RenderContext): string =>
  section('Every check', [
    element('details', {}, [
      inline('summary', {}, `${outcomes.length} checks and their results`),
      table(
        ['result', 'layer', 'check', 'reason'],
        outcomes.map(({ id, layer, verdict, reason }) => [
          verdictCell(verdict),
          escaped(layer),
          `${inline('code', {}, escaped(id))} ${escaped(checks.find((check) => check.id === id)?.title ?? '')}`,
          escaped(reason ?? ''),
        ]),
      ),
    ]),
  ]);
