import { statePaths } from '../host/containers.ts';
import type { Command, CommandResult } from '../host/host.ts';
import { alternatives } from './alternatives.ts';
import { type Answer, defineFact, defineFallback } from './fact.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { failureOf, parsedText, refuseNoise } from './result.ts';
import { hasAllOfNet, parseSysctl } from './text/sysctl.ts';

/** Settings and counters of the kernel that end in lost packets when they are wrong or used up. */
export interface Kernel {
  /** Connections that the host tracks, by nf_conntrack_count; undefined where connection tracking is not loaded. */
  readonly conntrackCount: number | undefined;
  /** Of each network namespace by itself; 0: without limit (nf_conntrack-sysctl in the kernel's documentation). */
  readonly conntrackMax: number | undefined;
  /** Whether frames on Linux bridges go through iptables; undefined where br_netfilter is not loaded. */
  readonly isBridgeFiltered: boolean | undefined;
  /** The IPv4 neighbours of all namespaces, which share one table; undefined where the host's own is out of sight. */
  readonly neighbours: NeighbourTable | undefined;
}

export interface NeighbourTable {
  readonly entries: number;
  /** gc_thresh3: with so many, new ones are refused (arp(7)). */
  readonly max: number;
  /** How often that has happened since the boot; undefined in kernels before 4.2, which do not count it. */
  readonly refused: number | undefined;
}

const paths = {
  conntrackCount: '/proc/sys/net/netfilter/nf_conntrack_count',
  conntrackMax: '/proc/sys/net/netfilter/nf_conntrack_max',
  bridgeFilter: '/proc/sys/net/bridge/bridge-nf-call-iptables',
  neighbourMax: '/proc/sys/net/ipv4/neigh/default/gc_thresh3',
  neighbours: '/proc/1/net/stat/arp_cache',
  // Always there: without it the output was cut.
  last: '/proc/sys/net/ipv4/ip_forward',
} as const;

/** @internal for the test of its parser */
export const kernelCommand: Command = { argv: ['grep', '-sH', '', ...Object.values(paths)] };

/** The same from a saved `sysctl -a`, which does not tell how many neighbours there are. */
function parseSavedKernel(text: string): Kernel {
  const settings = parseSysctl(text);
  if (!hasAllOfNet(settings)) throw new Unparsable('an excerpt');
  const number = (path: string): number | undefined => {
    const value = settings.get(path.slice('/proc/sys/'.length).replaceAll('/', '.'));
    if (value !== undefined && !/^\d+$/.test(value)) throw new Unparsable(value.slice(0, 60));
    return value === undefined ? undefined : Number(value);
  };
  return kernelOf(number, undefined);
}

/** @internal for its test */
export function readKernel(result: CommandResult): Known<Kernel> {
  // Exit code 2: a file is not there, as its module is not loaded.
  if (result.kind !== 'exited' || result.exitCode > 2 || result.stderr !== '') {
    return unknown(failureOf(kernelCommand, result) ?? 'the settings of the kernel could not be read');
  }
  return parsedText(kernelCommand, result.stdout, (text) => {
    refuseNoise(text);
    if (!text.endsWith('\n')) throw new Unparsable('cut short');
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): [string, string] => {
        const [, path, value] = line.match(/^(\/proc\/[^:\s]+):(.*)$/) ?? [];
        if (path === undefined || value === undefined) throw new Unparsable(line.slice(0, 60));
        return [path, value];
      });
    const number = (wanted: string): number | undefined => {
      const value = lines.find(([path]) => path === wanted)?.[1];
      if (value !== undefined && !/^\d+$/.test(value)) throw new Unparsable(value.slice(0, 60));
      return value === undefined ? undefined : Number(value);
    };
    if (number(paths.last) === undefined) throw new Unparsable('cut short');
    const table = lines.filter(([path]) => path === paths.neighbours).map(([, value]) => value);
    return kernelOf(number, neighboursOf(table, number(paths.neighbourMax)));
  });
}

function kernelOf(number: (path: string) => number | undefined, neighbours: NeighbourTable | undefined): Kernel {
  const bridgeFilter = number(paths.bridgeFilter);
  return {
    conntrackCount: number(paths.conntrackCount),
    conntrackMax: number(paths.conntrackMax),
    isBridgeFiltered: bridgeFilter === undefined ? undefined : bridgeFilter !== 0,
    neighbours,
  };
}

/** A line of headings, then one for each processor: in hex, and the entries are those of all of them. */
function neighboursOf([headings, ...rows]: readonly string[], max: number | undefined): NeighbourTable | undefined {
  const names = headings?.trim().split(/\s+/) ?? [];
  if (max === undefined || names.length === 0) return undefined;
  const columns = rows.map((row) => {
    const values = row.trim().split(/\s+/);
    if (values.length !== names.length || values.some((value) => !/^[0-9a-f]{8,}$/.test(value))) {
      throw new Unparsable(row.slice(0, 60));
    }
    return new Map(names.map((name, index) => [name, Number.parseInt(values[index] ?? '', 16)]));
  });
  const entries = columns[0]?.get('entries');
  if (entries === undefined) throw new Unparsable('no count of neighbours');
  const refused = columns.flatMap((column) => column.get('table_fulls') ?? []);
  return { entries, max, refused: refused.length === 0 ? undefined : refused.reduce((sum, one) => sum + one, 0) };
}

/** A file system that an agent keeps its state on. */
export interface StateFolder {
  readonly path: string;
  /** Free for who is not root, as dnsmasq and the agents are. */
  readonly freeBlocks: number;
  readonly blocks: number;
  readonly freeInodes: number;
  /** 0 where the file system doesn't count them. */
  readonly inodes: number;
}

const stateFoldersCommand: Command = { argv: ['stat', '-f', '-c', '%a %b %d %c %n', ...statePaths] };

/** The folders that are on this host: those of other releases are absent, which `stat` counts as an error. */
function readStateFolders({ command, result }: Answer): Known<readonly StateFolder[]> {
  if (result.kind !== 'exited' || result.exitCode > 1) return unknown(failureOf(command, result) ?? 'not readable');
  const others = result.stderr.split('\n').filter((line) => line !== '' && !/No such file/.test(line));
  if (others[0] !== undefined) return unknown(others[0]);
  if (result.stdout === '') return known([]);
  return parsedText(command, result.stdout, (text) => {
    refuseNoise(text);
    if (!text.endsWith('\n')) throw new Unparsable('cut short');
    return text
      .trimEnd()
      .split('\n')
      .map((line) => {
        const [, blocksFree, blocks, inodesFree, inodes, path] = line.match(/^(\d+) (\d+) (\d+) (\d+) (\/.+)$/) ?? [];
        if (path === undefined) throw new Unparsable(line.slice(0, 60));
        return {
          path,
          freeBlocks: Number(blocksFree),
          blocks: Number(blocks),
          freeInodes: Number(inodesFree),
          inodes: Number(inodes),
        };
      });
  });
}

export const kernel = defineFact({
  id: 'kernel',
  about: 'settings and counters of the kernel',
  ask: () => ({ settings: kernelCommand }),
  read: ({ settings }) => readKernel(settings.result),
  fallbacks: [
    defineFallback({
      isForSaved: true,
      reason: (_: Known<Kernel>, { settings }) =>
        settings?.result.kind === 'not-recorded' ? 'not recorded' : undefined,
      ask: () => ({ all: alternatives([['sysctl', '-a'], parseSavedKernel]) }),
      read: ({ all }) => all,
    }),
  ],
});

export const stateFolders = defineFact({
  id: 'stateFolders',
  about: 'the room on the file systems of the agents',
  ask: () => ({ folders: stateFoldersCommand }),
  read: ({ folders }) => readStateFolders(folders),
});
