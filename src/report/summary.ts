import { counted } from '../words.ts';
import type { Report } from './report.ts';

/*
 * What a run covered, in the words of every format: its scope, what was in it, the checks and the probes.
 */

const sources = {
  local: undefined,
  ssh: 'over ssh',
  bundle: 'recording',
  directory: 'saved outputs',
  sosreport: 'sosreport',
} as const satisfies Readonly<Record<Report['host']['source'], string | undefined>>;

/** `full, port 10.11.12.3, active probes, 0.6 s`; of a recording its date in place of the seconds. */
export function describeRun(report: Report): string {
  const { host, playbook, scope } = report;
  const isLive = host.source === 'local' || host.source === 'ssh';
  return [
    playbook,
    ...scope.networks.map((id) => `network ${shortId(id)}`),
    ...scope.routers.map((id) => `router ${shortId(id)}`),
    ...scope.ports.map((port) => `port ${port}`),
    ...(scope.passive ? ['passive'] : isLive ? ['active probes'] : []),
    describeSource(host) ?? [],
    isLive ? `${report.seconds.toFixed(1)} s` : [],
  ]
    .flat()
    .join(', ');
}

/** Where the data come from, where that is not this host. */
export function describeSource({ source, recorded }: Report['host']): string | undefined {
  return recorded === undefined ? sources[source] : `recorded ${minuteOf(recorded)}`;
}

/** `2026-11-28 14:02 UTC`. */
const minuteOf = (time: string): string => `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;

/** The first block of a UUID, which is what people call it by. */
const shortId = (id: string): string => (/^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(id) ? id.slice(0, 8) : id);

/** `2 routers, 2 networks, 3 VMs, 1 floating IP`; undefined where none of them was counted. */
export function describeInventory({ inventory }: Report): string | undefined {
  const { routers, networks, vms, floatingIps } = inventory;
  const parts = [
    [routers, 'router'],
    [networks, 'network'],
    [vms, 'VM'],
    [floatingIps, 'floating IP'],
  ] as const;
  const known = parts.flatMap(([count, noun]) => (count === null ? [] : counted(count, noun)));
  return known.length === 0 ? undefined : known.join(', ');
}

type CheckOutcome = Report['checks'][number];

/** Whether a check could not judge all that it is about. */
export const isOpen = ({ verdict, reason }: CheckOutcome): boolean =>
  verdict === 'unknown' || (verdict !== 'skipped' && reason !== null);

/** `130 checks passed, 2 failed, 27 not applicable (overlay: no tunnels), 3 not run`. */
export function describeChecks({ checks }: Report): string {
  const count = (isOne: (outcome: CheckOutcome) => boolean) => checks.filter(isOne).length;
  const passed = count(({ verdict }) => verdict === 'pass');
  const failed = count(({ verdict }) => verdict === 'fail');
  const warned = count(({ verdict }) => verdict === 'warn');
  const skipped = checks.filter(({ verdict }) => verdict === 'skipped');
  const unknown = count(({ verdict }) => verdict === 'unknown');
  const main = mainReason(skipped);
  return [
    `${counted(passed, 'check')} passed`,
    failed === 0 ? [] : `${failed} failed`,
    warned === 0 ? [] : `${warned} with warnings`,
    skipped.length === 0 ? [] : `${skipped.length} not applicable${main === undefined ? '' : ` (${main})`}`,
    unknown === 0 ? [] : `${unknown} not run`,
  ]
    .flat()
    .join(', ');
}

/** Why most of the checks do not apply: `overlay: no tunnels`. */
function mainReason(skipped: readonly CheckOutcome[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { layer, reason } of skipped) {
    const lack = /^not applicable: (.+)$/.exec(reason ?? '')?.[1];
    // No live host has saved logs.
    if (lack !== undefined && lack !== 'no saved logs')
      counts.set(`${layer}: ${lack}`, (counts.get(`${layer}: ${lack}`) ?? 0) + 1);
  }
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** What was sent and what answered; undefined where nothing was to be sent. */
export function describeProbes({ probed, traces = [], scope }: Report): string | undefined {
  if (scope.passive) return 'Passive: no packet was sent, and no journey was walked.';
  const { dhcp, arp } = probed;
  const probes = [
    dhcp.sent === 0 ? [] : `DHCP ${dhcp.answered}/${counted(dhcp.sent, 'network')}`,
    arp.sent === 0 ? [] : `ARP ${arp.answered}/${counted(arp.sent, 'VM')}`,
    traces.length === 0
      ? []
      : `${traces.filter(({ outcome }) => outcome === 'answered').length} of ${counted(traces.length, 'journey')} answered`,
  ].flat();
  return probes.length === 0 ? undefined : `Probed: ${probes.join(', ')}`;
}

type Finding = Report['findings'][number];

/** `vlan: 1 root cause, 2 consequences`, or how many warnings there are. */
export function describeFindings({ findings }: Report): string {
  const roots = findings.filter(({ cause }) => cause === 'root');
  const errors = roots.filter(({ severity }) => severity === 'error');
  const warnings = roots.length - errors.length;
  const consequences = findings.length - roots.length;
  const shown = errors.length > 0 ? errors : roots;
  const layers = [...new Set(shown.map(({ layer }) => layer))].join(', ');
  const counts = [
    errors.length === 0 ? [] : counted(errors.length, 'root cause'),
    warnings === 0 ? [] : counted(warnings, 'warning'),
    consequences === 0 ? [] : counted(consequences, 'consequence'),
  ].flat();
  return `${layers}: ${counts.join(', ')}`;
}

/** `12 of 157 checks`: those that could judge all that they are about. */
export function countRun({ checks }: Report): { readonly run: number; readonly wanted: number } {
  const wanted = checks.filter(({ verdict }) => verdict !== 'skipped');
  return { run: wanted.filter((outcome) => !isOpen(outcome)).length, wanted: wanted.length };
}

const shownVms = 3;

/** `2 VMs on network 4338c261: 10.11.12.3, 10.11.12.4.`; undefined where no VM or network is known to be affected. */
export function describeAffected({ vms, networks }: Finding['affected']): string | undefined {
  const ofNetworks =
    networks.length === 0
      ? undefined
      : `${networks.length === 1 ? 'network' : 'networks'} ${few(networks.map(shortId)).join(', ')}`;
  const names = vms.map(({ address, port, instance }) => {
    const name = address ?? port;
    return instance === null ? name : `${name} (instance ${shortId(instance)})`;
  });
  const place = ofNetworks === undefined ? '' : ` on ${ofNetworks}`;
  if (vms.length === 0) return ofNetworks === undefined ? undefined : `${capitalized(ofNetworks)}.`;
  if (vms.length === 1) return `VM ${names[0]}${place}.`;
  return `${counted(vms.length, 'VM')}${place}: ${few(names).join(', ')}.`;
}

/** The first of some names, and how many more there are. */
function few(names: readonly string[]): readonly string[] {
  const left = names.length - shownVms;
  return left > 1 ? [...names.slice(0, shownVms), `${left} more`] : names;
}

/** With a capital letter in front. */
export const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What was found, and where the packets of probes were lost. */
export type Found = Pick<Report, 'findings' | 'path' | 'traces'>;

/** Root causes of one check, which a report shows as one. */
export interface Group {
  readonly first: Finding;
  readonly all: readonly Finding[];
}

/** The root causes, equal ones on many subjects together, in the order of the report. */
export function groupsOf({ findings }: Pick<Report, 'findings'>): readonly Group[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.cause !== 'root') continue;
    const key = `${finding.check} ${finding.severity} ${finding.layer}`;
    const before = groups.get(key);
    if (before === undefined) groups.set(key, [finding]);
    else before.push(finding);
  }
  return [...groups.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ first, all }];
  });
}

/** What follows from root causes. */
export const consequencesOf = ({ findings }: Pick<Report, 'findings'>, roots: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ causedBy }) => roots.some(({ id }) => causedBy.includes(id)));

/** All that a group affects, each once. */
export function affectedByAll(all: readonly Finding[]): Finding['affected'] {
  const vms = new Map(all.flatMap(({ affected }) => affected.vms).map((vm) => [vm.port, vm]));
  return { vms: [...vms.values()], networks: [...new Set(all.flatMap(({ affected }) => affected.networks))] };
}

/** `F1`, or `F1-F12`. */
export const idsOf = ({ first, all }: Group): string =>
  all.length === 1 ? first.id : `${first.id}-${all.at(-1)?.id ?? ''}`;

/** How much a fix risks. */
export function describeRisk({ risk, undo }: NonNullable<Finding['fix']>): string {
  const isUndone = undo.length > 0 ? 'can be undone' : 'cannot be undone';
  return `${risk === 'safe' ? 'safe' : 'disruptive'}, ${isUndone}`;
}

/** The root cause, where an error is the only one: then whatever a probe lost is explained by it. */
export function onlyRoot({ findings }: Pick<Report, 'findings'>): Finding | undefined {
  const errors = findings.filter(({ cause, severity }) => cause === 'root' && severity === 'error');
  return errors.length === 1 ? errors[0] : undefined;
}
