import { checks } from '../../checks/index.ts';
import { isOfTheWire } from '../../src/engine/check.ts';
import { savedOfBoth, savedOfHost, savedOfSwitch } from '../support/old-text.ts';
import { isNamedFirst, isRight, type Row, type Score, scoreOf } from './row.ts';

/** What a run of the score left behind. */
export interface Results {
  /** What it ran on: releases of the tools that matter. */
  readonly ground: string;
  readonly date: string;
  readonly rows: readonly Row[];
}

/** The page that tells how often qdoctor is right, made from the last runs of the score. */
export function accuracyPage({
  lab,
  kolla,
  cloud,
  text,
  neutron,
}: Record<'lab' | 'kolla' | 'cloud' | 'text' | 'neutron', Results | undefined>): string {
  return `# Accuracy

How often qdoctor is right, measured. This page is written by the score itself; to repeat it, as root:

    npm run score                                       # every fault, pair and look-alike in both layouts of the lab
    npm run score -- --kolla                            # the faults of today's layout on a host whose agents are in containers
    npm run score -- --cloud                            # faults between the hosts of a lab of three, by qdoctor fleet
    npm run score -- --text                             # how much of it saved text alone shows
    test/neutron/private npm run score -- --neutron     # those of a real Neutron, started from Debian's packages

Add \`--write\` to write what came of every trial to [docs/accuracy](accuracy) and this page from it, and
words to try only what has one of them in its name: those trials take the place of what came of them before.

Each trial starts from a healthy host, breaks it, runs \`qdoctor --ci\`, runs the commands of the fix that is offered as
they stand, and re-checks: healed means no finding is left and every lease and ping works. A _look-alike_ is a healthy
host that looks broken; any finding on it is a false alarm. A _pair_ is two faults that have nothing to do with each other.

What came of every trial: [lab.json](accuracy/lab.json), [kolla.json](accuracy/kolla.json), [cloud.json](accuracy/cloud.json), [text.json](accuracy/text.json),
[neutron.json](accuracy/neutron.json).

${[inLab(lab), inContainers(kolla), inCloud(cloud), fromText(text), onNeutron(neutron)].filter((part) => part !== undefined).join('\n')}`;
}

const inLab = (lab: Results | undefined): string | undefined => lab && `## In the lab\n\n${section(lab)}`;

const inContainers = (kolla: Results | undefined): string | undefined =>
  kolla &&
  `## On a host of containers

The same faults where Open vSwitch and the agents are in containers as kolla-ansible makes them, by Podman where it is
installed: diagnosed and fixed from the host, which has none of their tools.

${section(kolla)}`;

const inCloud = (cloud: Results | undefined): string | undefined =>
  cloud &&
  `## Between hosts

In a lab of three hosts, by \`qdoctor fleet\`: each is recorded, and the root cause has to be named with the host that it is on.
Faults of one host by which VMs on another suffer are among them.

${section(cloud)}`;

const fromText = (text: Results | undefined): string | undefined =>
  text &&
  `## From text alone

The same faults, as an operator without qdoctor would have saved them in 2013: \`${savedOfHost.join('`, `')}\`, and of the host and
of each namespace \`${savedOfBoth.join('`, `')}\`, with copies of the folders of the agents under
\`/var/lib/quantum\` or \`/var/lib/neutron\`; then once more with \`${savedOfSwitch.slice(0, 3).join('`, `')}\` and, of each bridge,
\`ovs-ofctl dump-flows\` and \`ovs-ofctl dump-aggregate\`. Nothing is sent, and nothing is read twice. Faults that only a probe
shows count as missed. Beside each, qdoctor itself looked at the lab without sending anything: what it names from JSON then
is what text is held against.

${text.ground}, ${text.date}.

${table(['measure', 'result'], textSummaryLines(text.rows))}

### What text does not tell

${table(['host', 'trial', 'should be named', 'was named', 'why'], text.rows.filter((row) => !isNamedFirst(row)).map(untoldCells))}
`;

const untoldCells = (row: Row): readonly string[] => [
  row.host,
  row.id,
  row.expected.join(', ') || 'nothing',
  row.named.join(', ') || 'nothing',
  row.failure ?? row.reason ?? '',
];

const wire = new Set(checks.filter(isOfTheWire).map(({ id }) => id));

/** Without those that only a probe shows. */
function ofStatic(faults: readonly Row[]): string {
  const rows = faults.filter(({ expected }) => !expected.some((id) => wire.has(id)));
  return share(rows.filter(isNamedFirst).length, rows.length);
}

/** Of those that are named from JSON, without a probe. */
function asFromJson(faults: readonly Row[]): string {
  const named = faults.filter(({ namedFromJson = [] }) => namedFromJson.length > 0);
  return share(named.filter(({ named, namedFromJson = [] }) => named[0] === namedFromJson[0]).length, named.length);
}

/** The ratios of saved text, as lines for a reader. */
export function textSummaryLines(rows: readonly Row[]): readonly (readonly [string, string])[] {
  const [faults, lookAlikes] = [
    rows.filter(({ kind }) => kind === 'fault'),
    rows.filter(({ kind }) => kind === 'look-alike'),
  ];
  const byShow = faults.map((row) => ({ ...row, named: row.namedByShow ?? [] }));
  const isSilent = ({ named, namedByShow = [] }: Row) => named.length + namedByShow.length === 0;
  const isWrong = (row: Row) => row.named.length > 0 && !isNamedFirst(row);
  return [
    ['right root cause named first', share(faults.filter(isNamedFirst).length, faults.length)],
    ['the same, with `ovs-vsctl show` alone', share(byShow.filter(isNamedFirst).length, faults.length)],
    ['the root cause that is named first from JSON, too', asFromJson(faults)],
    ['the same, with `ovs-vsctl show` alone', asFromJson(byShow)],
    ['of faults that need no probe', ofStatic(faults)],
    ['the same, with `ovs-vsctl show` alone', ofStatic(byShow)],
    ['another one named first', share([...faults, ...byShow].filter(isWrong).length, 2 * faults.length)],
    ['no finding on a healthy look-alike', share(lookAlikes.filter(isSilent).length, lookAlikes.length)],
  ];
}

const onNeutron = (neutron: Results | undefined): string | undefined =>
  neutron &&
  `## On a real Neutron

Here the layers of the root causes are compared, warnings left out. What was ordered through Neutron's API looks as
ordered on the host, so nothing should be found: such faults count as look-alikes.

${section(neutron)}`;

function section({ ground, date, rows }: Results): string {
  const wrong = rows.filter((row) => !isRight(row));
  return `${ground}, ${date}.

${summaryTable(scoreOf(rows))}

### Misses

${wrong.length === 0 ? 'None.' : table(['host', 'trial', 'should be named', 'was named', 'healed'], wrong.map(missCells))}
`;
}

/** The ratios, as lines for a reader. */
export function summaryLines(score: Score): readonly (readonly [string, string])[] {
  return [
    ['right root cause named first, one fault', share(score.firstNamedRight, score.faults)],
    ['placed right and named first, a fault that no check knows', share(score.unlistedRight, score.unlisted)],
    ['healed, a fault that no check knows', share(score.unlistedHealed, score.unlisted)],
    ['placed right by packets alone, a fault that breaks a journey', share(score.byTracesRight, score.byTraces)],
    ['both root causes named, two faults', share(score.bothNamed, score.pairs)],
    ['no finding on a healthy look-alike', share(score.silent, score.lookAlikes)],
    ['precision: root causes named that are such', share(score.namedRight, score.named)],
    ['recall: root causes there that were named', share(score.namedRight, score.expected)],
    ['healed by the fix, where one is offered', share(score.healed, score.offered)],
    ['median time of a diagnosis', `${score.medianSeconds.toFixed(2)} s`],
  ];
}

const share = (part: number, whole: number): string =>
  whole === 0 ? 'none tried' : `${part} of ${whole} (${((100 * part) / whole).toFixed(1)} %)`;

const summaryTable = (score: Score): string => table(['measure', 'result'], summaryLines(score));

const missCells = (row: Row): readonly string[] => [
  row.host,
  row.id,
  row.expected.join(', ') || 'nothing',
  row.failure ?? (row.named.join(', ') || 'nothing'),
  row.healed,
];

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((line) => `| ${line.join(' | ')} |`).join('\n');
}
