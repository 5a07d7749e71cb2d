import { type Change, eachLine, printed } from './change.ts';

const isKernel = (argv: readonly string[]): boolean =>
  argv[0] === 'grep' && argv.includes('/proc/sys/net/netfilter/nf_conntrack_count');

/** A setting or counter below /proc; undefined: its module is not loaded. */
export const kernel = (path: string, value: number | undefined): Change =>
  printed(isKernel, (text) => {
    const others = eachLine(text, (line) => (line.startsWith(`${path}:`) ? [] : line));
    return value === undefined ? others : `${path}:${value}\n${others}`;
  });

/** The neighbours of all namespaces: as the host itself sees them, which a container does not. */
export const neighbours = (entries: number, max: number, refused: number): Change =>
  printed(isKernel, (text) => {
    const hex = (number: number) => number.toString(16).padStart(8, '0');
    const table = '/proc/1/net/stat/arp_cache';
    const heading =
      'entries  allocs   destroys hash_grows lookups  hits     res_failed rcv_probes_mcast rcv_probes_ucast periodic_gc_runs forced_gc_runs unresolved_discards table_fulls';
    const others = eachLine(text, (line) => (line.includes('gc_thresh3:') || line.startsWith(table) ? [] : line));
    const counts = [entries, ...Array.from({ length: 11 }, () => 0), refused].map(hex).join(' ');
    return `/proc/sys/net/ipv4/neigh/default/gc_thresh3:${max}\n${table}:${heading}\n${table}:${counts}\n${others}`;
  });

/** What `stat -f` says of the file system of a folder: blocks and inodes that are free, and all of them. */
export const fileSystem = (folder: string, blocks: string, inodes: string): Change =>
  printed(
    (argv) => argv[0] === 'stat' && argv.includes('-f'),
    (text) => eachLine(text, (line) => (line.endsWith(` ${folder}`) ? `${blocks} ${inodes} ${folder}` : line)),
  );
