import type { Command, CommandResult } from '../host/host.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { failureOf, parsedText, refuseNoise } from './result.ts';

/** Settings and counters of the kernel that end in lost packets when they are wrong or used up. */
export interface Kernel {
  /** Connections that the host tracks, by nf_conntrack_count; undefined where connection tracking is not loaded. */
  readonly conntrackCount: number | undefined;
  /** Of each network namespace by itself; 0: without limit (nf_conntrack-sysctl in the kernel's documentation). */
  readonly conntrackMax: number | undefined;
  /** Whether frames on Linux bridges go through iptables; undefined where br_netfilter is not loaded. */
  readonly isBridgeFiltered: boolean | undefined;
}

const paths = {
  conntrackCount: '/proc/sys/net/netfilter/nf_conntrack_count',
  conntrackMax: '/proc/sys/net/netfilter/nf_conntrack_max',
  bridgeFilter: '/proc/sys/net/bridge/bridge-nf-call-iptables',
} as const;

export const kernelCommand: Command = { argv: ['grep', '-sH', '', ...Object.values(paths)] };

export function readKernel(result: CommandResult): Known<Kernel> {
  // Exit code 2: a file is not there, as its module is not loaded.
  if (result.kind !== 'exited' || result.exitCode > 2 || result.stderr !== '') {
    return unknown(failureOf(kernelCommand, result) ?? 'the settings of the kernel could not be read');
  }
  return parsedText(kernelCommand, result.stdout, (text) => {
    refuseNoise(text);
    if (text !== '' && !text.endsWith('\n')) throw new Unparsable('cut short');
    const values = new Map(
      text.split('\n').flatMap((line): [string, number][] => {
        const [, path, value] = line.match(/^(\/proc\/\S+):(\d+)$/) ?? [];
        if (path === undefined && line !== '') throw new Unparsable(line.slice(0, 60));
        return path === undefined ? [] : [[path, Number(value)]];
      }),
    );
    const bridgeFilter = values.get(paths.bridgeFilter);
    return {
      conntrackCount: values.get(paths.conntrackCount),
      conntrackMax: values.get(paths.conntrackMax),
      isBridgeFiltered: bridgeFilter === undefined ? undefined : bridgeFilter !== 0,
    };
  });
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

/** `folders`: the state paths of the agents. */
export const stateFoldersCommand = (folders: readonly string[]): Command => ({
  argv: ['stat', '-f', '-c', '%a %b %d %c %n', ...folders],
});

/** The folders that are on this host: those of other releases are absent, which `stat` counts as an error. */
export function readStateFolders(command: Command, result: CommandResult): Known<readonly StateFolder[]> {
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
