import { counted } from '../../words.ts';
import { type Group, groupsOf } from '../summary.ts';
import type { FleetFinding, FleetHost, FleetReport } from './report.ts';

/*
 * What was diagnosed on which hosts, in the words of every format.
 */

/** The root causes of one host: what stands in two of them has two fixes, each to be run there. */
export interface HostGroup extends Group {
  readonly host: string;
  /** All findings, of which those on other hosts begin with the name of theirs. */
  readonly found: { readonly findings: readonly FleetFinding[]; readonly path: [] };
}

/** The root causes in the order of the report, equal ones of a host together. */
export function hostGroupsOf({ findings }: FleetReport): readonly HostGroup[] {
  const roots = findings.filter(({ cause }) => cause === 'root');
  const hosts = [...new Set(roots.map(({ host }) => host))];
  const groups = hosts.flatMap((host) => {
    const named = findings.map((one) => (one.host === host ? one : { ...one, summary: `${one.host}: ${one.summary}` }));
    const own = roots.filter((root) => root.host === host);
    return groupsOf({ findings: own }).map(
      (group): HostGroup => ({ ...group, host, found: { findings: named, path: [] } }),
    );
  });
  const placeOf = ({ first }: HostGroup) => findings.findIndex(({ id }) => id === first.id);
  return groups.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** `3 hosts: 1 failing, 2 healthy, 1 not diagnosed`. */
export function describeHosts({ hosts }: FleetReport): string {
  const count = (isOne: (host: FleetHost) => boolean) => hosts.filter(isOne).length;
  const parts = [
    ...(['failing', 'degraded', 'incomplete', 'healthy'] as const).map(
      (verdict) => [count(({ report }) => report?.verdict === verdict), verdict] as const,
    ),
    [count(({ report }) => report === null), 'not diagnosed'] as const,
  ];
  const shown = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `${counted(hosts.length, 'host')}: ${shown.join(', ')}`;
}

/** `2 root causes, 1 warning, 3 consequences`; undefined where nothing was found. */
export function describeFleetFindings({ findings }: FleetReport): string | undefined {
  const roots = findings.filter(({ cause }) => cause === 'root');
  const errors = roots.filter(({ severity }) => severity === 'error').length;
  const parts = [
    [errors, 'root cause'],
    [roots.length - errors, 'warning'],
    [findings.length - roots.length, 'consequence'],
  ] as const;
  const shown = parts.flatMap(([number, noun]) => (number === 0 ? [] : counted(number, noun)));
  return shown.length === 0 ? undefined : shown.join(', ');
}

const states = {
  diagnosed: 'diagnosed',
  superseded: 'an older recording, not used',
  unreadable: 'recording cannot be read',
  missing: 'no recording',
} as const satisfies Readonly<Record<FleetHost['state'], string>>;

/** Why a host has no report: `no recording: unreachable`. */
export const describeState = ({ state, reason }: FleetHost): string =>
  [states[state], reason ?? []].flat().join(': ').replace(/\.$/, '');
