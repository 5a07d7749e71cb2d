import type { Command, CommandResult } from '../host/host.ts';
import { type Known, Unparsable } from './known.ts';
import { uuidPattern } from './namespaces.ts';
import { parsed, parsedText } from './result.ts';

export interface Process {
  readonly pid: number;
  /** Stopped by a signal (SIGSTOP) or a tracer: alive, but it does nothing. */
  readonly isFrozen: boolean;
  readonly args: string;
}

export const processesCommand: Command = { argv: ['ps', '-ww', '-eo', 'pid=,stat=,args='] };

export function readProcesses(result: CommandResult): Known<readonly Process[]> {
  return parsed(processesCommand, result, (text) => {
    if (!text.endsWith('\n')) throw new Unparsable('cut short');
    const processes = text
      .trimEnd()
      .split('\n')
      .map((line): Process => {
        const [, pid, state, args] = line.match(/^\s*(\d+)\s+([A-Za-z][^\s]*)\s+(.*)$/) ?? [];
        if (pid === undefined || state === undefined || args === undefined) {
          throw new Unparsable(`no process: ${line.slice(0, 60)}`);
        }
        return { pid: Number(pid), isFrozen: /^[Tt]/.test(state), args };
      });
    // `ps` lists itself: without that line the list was cut.
    if (!processes.some(({ args }) => args.includes('pid=,stat=,args='))) throw new Unparsable('cut short');
    return processes;
  });
}

/** A dnsmasq that a DHCP agent started: it says its network's id in the names of its files. */
export interface Dnsmasq extends Process {
  readonly networkId: string;
  /** The folder of its network's files, such as /var/lib/neutron/dhcp/<id>. */
  readonly folder: string;
  /** From `--interface`, which today's agent leaves out. */
  readonly device: string | undefined;
  readonly ranges: readonly DhcpRange[];
}

/** One `--dhcp-range`, as the agent writes it: static, so that only hosts of the host file get an offer. */
export interface DhcpRange {
  readonly start: string;
  /** Undefined in the older form without a netmask (Folsom). */
  readonly netmask: string | undefined;
}

export const dnsmasqOf = (processes: readonly Process[]): readonly Dnsmasq[] =>
  processes.flatMap((process): Dnsmasq[] => {
    const words = process.args.split(' ');
    if (!/(^|\/)dnsmasq$/.test(words[0] ?? '')) return [];
    const option = (name: string) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
    const file = option('dhcp-hostsfile') ?? option('pid-file');
    const networkId = file?.match(uuidPattern)?.[0];
    if (file === undefined || networkId === undefined) return [];
    return [
      {
        ...process,
        networkId,
        folder: file.slice(0, file.lastIndexOf('/')),
        device: option('interface'),
        ranges: words.filter((word) => word.startsWith('--dhcp-range=')).flatMap((word) => readRange(word) ?? []),
      },
    ];
  });

function readRange(word: string): DhcpRange | undefined {
  const fields = word.slice('--dhcp-range='.length).split(',');
  const addresses = fields.filter((field) => /^\d+\.\d+\.\d+\.\d+$/.test(field));
  const [start, second] = addresses;
  return start === undefined ? undefined : { start, netmask: second?.startsWith('255.') === true ? second : undefined };
}

/** Counts, per process, the UDP sockets on port 67 (0x43) in the namespace of that process. */
export function dhcpSocketsCommand(pids: readonly number[]): Command {
  return { argv: ['grep', '-s', '-H', '-c', ':0043 ', ...pids.map((pid) => `/proc/${pid}/net/udp`)] };
}

/** Sockets on the DHCP server port by pid. A process that has ended in the meantime is not in it. */
export function readDhcpSockets(command: Command, result: CommandResult): Known<ReadonlyMap<number, number>> {
  // Exit code 1: no line matched anywhere; 2: a file was gone.
  if (result.kind !== 'exited') return parsed(command, result, () => new Map());
  return parsedText(
    command,
    result.stdout,
    (text) =>
      new Map(
        text
          .split('\n')
          .filter((line) => line !== '')
          .map((line): [number, number] => {
            const [, pid, count] = line.match(/^\/proc\/(\d+)\/net\/udp:(\d+)$/) ?? [];
            if (pid === undefined || count === undefined) throw new Unparsable(line.slice(0, 60));
            return [Number(pid), Number(count)];
          }),
      ),
  );
}

export type DaemonName = 'ovsdb-server' | 'ovs-vswitchd';

/** The process of an Open vSwitch daemon; of a daemon with its monitor, the daemon. */
export function daemonOf(processes: readonly Process[], name: DaemonName): Process | undefined {
  return processes.find(
    ({ args }) => new RegExp(`^(\\S*/)?${name}( |$)`).test(args) && !args.includes(': monitoring pid'),
  );
}
