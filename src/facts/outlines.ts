import type { Command, CommandResult } from '../host/host.ts';
import { type Answer, defineFact, defineFactOfEach } from './fact.ts';
import { type Known, Unparsable, unknown, valuesOf } from './known.ts';
import { namesOf, namespaceList, namespaces, namespacesOfRouters } from './namespaces.ts';
import { processes } from './process-list.ts';
import type { Process } from './processes.ts';
import { failureOf, parsedText, refuseNoise } from './result.ts';
import { subnetOf } from './text/values.ts';
import { within } from './within.ts';
import { built, pids } from './word-list.ts';

/*
 * Which devices and addresses the namespaces of routers hold, much cheaper than all that is in them: only to tell which
 * of them a run with a scope has to read. Processes in a namespace show its network in /proc, so that one `grep` outlines
 * all namespaces that have one; each of the others has to be entered.
 */

export interface Outline {
  readonly devices: readonly string[];
  /** The ranges that devices stand in. */
  readonly ranges: readonly { readonly device: string; readonly range: string }[];
  /** All its own addresses of IPv4. */
  readonly addresses: readonly string[];
}

export type Outlines = ReadonlyMap<string, Known<Outline>>;

/** proc(5): the devices, the routes of the main table, and the addresses, which are what the kernel routes to itself. */
const tables = ['dev', 'route', 'fib_trie'] as const;
const wanted = String.raw`^ *[^ |]+:|^(q[rg]|sg|fg)-|\|-- [0-9.]+$|/32 host LOCAL$`;

/** What agents keep running in the namespaces of routers. */
const helpers = {
  from: 'processes',
  fact: processes,
  args: /^(?:\S*\/)?(?:haproxy|keepalived|radvd|neutron-keepalived-state-change) |-ns-metadata-proxy /,
} as const;

const ofProcesses = (paths: readonly string[]): Command => ({ argv: ['grep', '-sHE', wanted, ...paths] });

const ofNamespace = (name: string): Command => ({
  argv: within(name, 'grep', '-sHE', wanted, ...tables.map((table) => `/proc/net/${table}`)),
  isNetworkOnly: true,
});

/** The outlines of the namespaces that have such a process. */
const outlinesByProcess = defineFact({
  id: 'outlinesByProcess',
  about: 'the devices of the namespaces of routers',
  needs: { processes },
  lists: { paths: built(pids(helpers), (pid) => tables.map((table) => `/proc/${pid}/net/${table}`)) },
  hasWork: ({ paths }) => paths.length > 0,
  ask: (_, { paths }) => ({ outlines: ofProcesses(paths) }),
  read({ outlines }, { needs }): Outlines {
    return outlines === undefined ? new Map() : readByProcess(outlines, valuesOf(needs.processes));
  },
});

function readByProcess({ result }: Answer, all: readonly Process[]): Outlines {
  if (result.kind !== 'exited') return new Map();
  const nameOf = new Map(
    all.flatMap(({ pid, whereabouts }): [string, string][] =>
      whereabouts?.in === 'namespace' ? [[String(pid), whereabouts.name]] : [],
    ),
  );
  const linesOf = new Map<string, string[]>();
  for (const line of result.stdout.split('\n')) {
    const pid = /^\/proc\/(\d+)\/net\//.exec(line)?.[1];
    if (pid === undefined || !nameOf.has(pid)) continue;
    const lines = linesOf.get(pid);
    if (lines === undefined) linesOf.set(pid, [line]);
    else lines.push(line);
  }
  const outlines = new Map<string, Known<Outline>>();
  for (const [pid, lines] of linesOf) {
    const outline = parsedText(ofProcesses([`/proc/${pid}/net/*`]), lines.join('\n'), parseOutline);
    if (outline.known) outlines.set(nameOf.get(pid) ?? '', outline);
  }
  return outlines;
}

/** By the name of the namespace, of each that belongs to a router. */
export const outlines = defineFactOfEach({
  id: 'outlines',
  about: 'the devices of the namespaces of routers',
  needs: { namespaceList, namespaces, outlinesByProcess },
  each: namespacesOfRouters,
  wordName: 'NAMESPACE',
  isWanted: (name, needs) => namesOf(needs.namespaces).includes(name) && !needs.outlinesByProcess.has(name),
  ask: (name) => ({ outline: ofNamespace(name) }),
  read: ({ outline }) => readOutline(outline.command, outline.result),
  join: (ones, { needs }): Outlines => new Map([...needs.outlinesByProcess, ...ones]),
});

/** The exit code of `grep` only tells whether some file was not there. */
const readOutline = (command: Command, result: CommandResult): Known<Outline> =>
  result.kind === 'exited'
    ? parsedText(command, result.stdout, parseOutline)
    : unknown(failureOf(command, result) ?? 'nothing was read');

function parseOutline(text: string): Outline {
  refuseNoise(text);
  const devices: string[] = [];
  const ranges: Outline['ranges'][number][] = [];
  const addresses = new Set<string>();
  let leaf: string | undefined;
  for (const line of text.split('\n')) {
    const [, table, entry = ''] = /^\/proc\/(?:\d+\/)?net\/([a-z_]+):(.*)$/.exec(line) ?? [];
    if (table === 'dev') devices.push(...(/^ *([^ :]+):/.exec(entry)?.slice(1) ?? []));
    if (table === 'route') ranges.push(...rangesIn(entry));
    if (table === 'fib_trie') {
      // A leaf of the tree, and below it what it is.
      const next = /\|-- ([\d.]+)$/.exec(entry)?.[1];
      if (next !== undefined) leaf = next;
      else if (entry.endsWith('LOCAL') && leaf?.startsWith('127.') === false) addresses.add(leaf);
    }
  }
  if (!devices.includes('lo')) throw new Unparsable('no lo');
  return { devices, ranges, addresses: [...addresses] };
}

/** `DEVICE DESTINATION GATEWAY FLAGS … MASK …`, numbers in hex as this processor keeps them: of a range without gateway. */
function rangesIn(entry: string): Outline['ranges'] {
  const [device = '', destination = '', gateway, , , , , mask = ''] = entry.split('\t');
  if (gateway !== '00000000' || !/^[0-9A-F]{8}$/.test(destination) || !/^[0-9A-F]{8}$/.test(mask)) return [];
  const ones = bytesOf(mask).reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
  return ones === 0 || ones === 32 ? [] : [{ device, range: subnetOf(bytesOf(destination).join('.'), ones) }];
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function bytesOf(hex: string): readonly number[] {
  const bytes = [...Buffer.from(hex, 'hex')];
  return isLittleEndian ? bytes.toReversed() : bytes;
}
