import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cloudChecks } from '../../checks/fleet/index.ts';
import { checks } from '../../checks/index.ts';
import { examine } from '../../src/app/examine.ts';
import { wholeHost } from '../../src/app/run-options.ts';
import type { Severity } from '../../src/engine/check.ts';
import { type CloudHost, comparedOf } from '../../src/fleet/cloud.ts';
import { type CloudDiagnosis, diagnoseCloud } from '../../src/fleet/diagnose.ts';
import { planCrossings } from '../../src/fleet/plan-crossings.ts';
import type { Host } from '../../src/host/host.ts';
import { openArchive } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import type { CrossingWatch } from '../../src/probes/host-crossings.ts';
import { silent } from '../../src/report/progress.ts';
import type { Change } from './edits/change.ts';
import { editedHost } from './recorded-host.ts';

/*
 * A test of a check across hosts: it passes on the recordings of a healthy lab of three hosts, and each row changes what the
 * tools of some of them printed, adds a host made from one of them, or leaves one out.
 */

export type Place = 'net1' | 'cmp1' | 'cmp2';

interface OtherHost {
  readonly name: string;
  readonly like: Place | 'ha';
  readonly change?: Change;
  /** What it calls itself, where that is not its name. */
  readonly hostname?: string;
}

/** What is different, host by host. */
export interface CloudChange {
  readonly on?: Partial<Readonly<Record<Place, Change>>>;
  /** Hosts that there are no recordings of. */
  readonly without?: readonly Place[];
  /** Other hosts, made from one of the three or from a lone network node with an HA router. */
  readonly also?: OtherHost | readonly OtherHost[];
  /** When the recordings were made, where not all at once. */
  readonly recorded?: Partial<Readonly<Record<Place, string>>>;
  /** Packets are sent from each host to each other: which of them did not all come through. */
  readonly crossed?: readonly Crossed[];
}

/** How many of three packets of a size were seen to leave in a tunnel, come in by one, and be put out. */
type Seen = readonly [left: number, entered: number, delivered: number];

interface Crossed {
  readonly from: Place;
  readonly to: Place;
  readonly small?: Seen;
  readonly full?: Seen;
  readonly trouble?: string;
}

interface Found {
  /** The host that it is on. */
  readonly host: string;
  readonly summary: RegExp;
  /** The commands of the fix, as one types them; null: none is offered. */
  readonly fix: readonly string[] | null;
  readonly severity?: Severity;
  /** How many findings there are, where it is not one. */
  readonly count?: number;
}

interface Row {
  readonly title: string;
  readonly change: CloudChange;
  readonly found: Found | undefined;
  readonly verdict?: 'unknown' | 'skipped';
}

export const reject = (title: string, change: CloudChange, found: Found): Row => ({ title, change, found });

export const accept = (title: string, change: CloudChange): Row => ({ title, change, found: undefined });

/** What the recordings do not tell: neither a pass nor a failure. */
export const leaveOpen = (title: string, change: CloudChange, verdict: 'unknown' | 'skipped' = 'unknown'): Row => ({
  title,
  change,
  found: undefined,
  verdict,
});

const places = ['net1', 'cmp1', 'cmp2'] as const satisfies readonly Place[];
const playbook = loadPlaybook('full', checks);
const run = { ...wholeHost, passive: false, waitSeconds: 10, timeoutSeconds: 120, failOn: 'error' } as const;

/** What it says of itself, where that is not what the recording does. */
interface Reported {
  readonly recorded?: string | undefined;
  readonly hostname?: string | undefined;
}

/** A host of the cloud with a change; as it was recorded, where there is none. */
async function hostAt(
  name: string,
  like: Place | 'ha',
  change: Change | undefined,
  reported: Reported,
): Promise<CloudHost> {
  const host = await (change === undefined ? unchangedHost(name, like) : examinedHost(name, like, change));
  return { ...host, hostname: reported.hostname ?? name, recorded: reported.recorded ?? host.recorded };
}

const unchanged = new Map<string, Promise<CloudHost>>();

/** Most rows change one host of three: the others are examined once for all of them. */
function unchangedHost(name: string, like: Place | 'ha'): Promise<CloudHost> {
  const key = `${name} ${like}`;
  const host = unchanged.get(key) ?? examinedHost(name, like, (same) => same);
  unchanged.set(key, host);
  return host;
}

async function examinedHost(name: string, like: Place | 'ha', change: Change): Promise<CloudHost> {
  const host = await openedHost(like);
  const { topology, diagnosis } = await examine({ ...change(plain(host)), name }, playbook, run, silent);
  return { name, hostname: name, recorded: host.recorded, topology: comparedOf(topology), diagnosis };
}

const opened = new Map<string, Promise<Host>>();

/** A recording, unpacked once. */
function openedHost(like: Place | 'ha'): Promise<Host> {
  const file = like === 'ha' ? 'lab-neutron-ha.tar.gz' : `lab-cloud/${like}.tar.gz`;
  const host = opened.get(file) ?? openArchive(join(packageRoot, 'test/recordings', file));
  opened.set(file, host);
  return host;
}

/** Of methods of its own, which can be passed on. */
const plain = (host: Host): Host => editedHost(host, (_, result) => result);

/** The hosts of the lab with what is changed on them. */
export async function changedCloud({
  on = {},
  without = [],
  also,
  recorded = {},
  crossed,
}: CloudChange): Promise<readonly CloudHost[]> {
  const own = places.filter((place) => !without.includes(place));
  const hosts = await Promise.all([
    ...own.map((place) => hostAt(place, place, on[place], { recorded: recorded[place] })),
    ...[also ?? []].flat().map(({ name, like, change, hostname }) => hostAt(name, like, change, { hostname })),
  ]);
  if (crossed === undefined) return hosts;
  const watched = watchedBetween(hosts, crossed);
  return hosts.map((host) => ({ ...host, crossings: watched.filter(({ from }) => from.host === host.name) }));
}

function watchedBetween(hosts: readonly CloudHost[], crossed: readonly Crossed[]): readonly CrossingWatch[] {
  const seen = (bytes: number, [left, entered, delivered]: Seen = [3, 3, 3]) => ({
    ...{ sent: 3, bytes, left, entered, delivered },
  });
  return planCrossings(hosts).map((plan) => {
    const own = crossed.find(({ from, to }) => from === plan.from.host && to === plan.to.host);
    const { small, full, trouble } = own ?? {};
    return { ...plan, trouble, small: seen(84, small), full: seen(plan.mtu, full), capture: ['tcpdump', '-i', 'any'] };
  });
}

export const judgedCloud = (hosts: readonly CloudHost[], ids: readonly string[]): CloudDiagnosis =>
  diagnoseCloud(hosts, {
    checks: cloudChecks.filter(({ id }) => ids.includes(id)),
    hostChecks: checks,
    isWhole: true,
  });

/** Tests one check across hosts against rows of both kinds. */
export function testCloudCheck(id: string, rows: readonly Row[], options: { readonly given?: CloudChange } = {}): void {
  const { given = {} } = options;
  if (!rows.some(({ found }) => found === undefined) || !rows.some(({ found }) => found !== undefined))
    throw new Error(`${id} needs rows that accept and rows that reject`);
  const outcomeOf = async (change: CloudChange) => {
    const { findings, checks: outcomes } = judgedCloud(await changedCloud(change), [id]);
    return { own: findings.filter(({ check }) => check === id), outcome: outcomes[0] };
  };

  describe(id, () => {
    test('passes on the healthy hosts', async () => {
      const { outcome } = await outcomeOf(given);
      expect([outcome?.verdict, outcome?.reason]).toEqual(['pass', null]);
    });

    test.each(rows.map((row) => [`${row.found === undefined ? 'accepts' : 'rejects'} ${row.title}`, row] as const))(
      '%s',
      async (_title, { change, found, verdict }) => {
        const { own, outcome } = await outcomeOf(change);
        if (found === undefined) {
          expect(own.map(({ summary }) => summary)).toEqual([]);
          expect(outcome?.verdict).toBe(verdict ?? 'pass');
          return;
        }
        expect(own.map(({ summary }) => summary)).toHaveLength(found.count ?? 1);
        const [finding] = own;
        expect(finding?.summary).toMatch(found.summary);
        expect(finding?.host).toBe(found.host);
        expect(finding?.hosts).toContain(found.host);
        const commands = finding?.fix?.commands.map((words) => words.join(' ')) ?? null;
        expect(commands).toEqual(found.fix);
        expect(finding?.severity).toBe(found.severity ?? cloudChecks.find((check) => check.id === id)?.severity);
      },
    );
  });
}
