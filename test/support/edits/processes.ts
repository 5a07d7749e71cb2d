import { all, answered, type Change, eachLine, exited, fits, printed } from './change.ts';

const isList = (argv: readonly string[]): boolean => argv[0] === 'ps';

/** `pid stat pidns netns args`. */
const columns = /^ *(\d+) +(\S+) +(\S+) +(\S+) +(.*)$/;

interface Columns {
  readonly pid: string;
  readonly state: string;
  readonly pids: string;
  readonly network: string;
  readonly args: string;
}

function columnsOf(line: string): Columns {
  const [, pid = '', state = '', pids = '', network = '', args = ''] = line.match(columns) ?? [];
  return { pid, state, pids, network, args };
}

const lineOf = ({ pid, state, pids, network, args }: Columns): string =>
  `${pid.padStart(7)} ${state.padEnd(4)} ${pids} ${network} ${args}`;

const changed = (pattern: string | RegExp, change: (columns: Columns) => readonly Columns[]): Change =>
  printed(isList, (text) =>
    eachLine(text, (line) => {
      const own = columnsOf(line);
      return fits(own.args, pattern) ? change(own).map(lineOf) : line;
    }),
  );

/** Which network namespace the inodes in the list belong to: the first process is the host's own. */
const hostNetwork = (text: string): string => columnsOf(text.split('\n')[0] ?? '').network;

/** The processes whose command line has a text or fits a pattern. */
export const process = (pattern: string | RegExp) => ({
  gone: (): Change => changed(pattern, () => []),
  /** Stopped by SIGSTOP. */
  frozen: (): Change => changed(pattern, (own) => [{ ...own, state: own.state.replace(/^./, 'T') }]),
  args: (from: string | RegExp, to: string): Change =>
    changed(pattern, (own) => [{ ...own, args: own.args.replace(from, to) }]),
  /** In the network namespace of the host itself. */
  onHost: (): Change =>
    printed(isList, (text) =>
      eachLine(text, (line) => {
        const own = columnsOf(line);
        return fits(own.args, pattern) ? lineOf({ ...own, network: hostNetwork(text) }) : line;
      }),
    ),
  /** Runs a second time, with another number. */
  twice: (pid: number): Change => all(changed(pattern, (own) => [own, { ...own, pid: String(pid) }])),
});

/** One more process of the host itself, or of the namespace of another process. */
export const newProcess = (args: string, shape: { readonly pid?: number; readonly besideOf?: RegExp } = {}): Change =>
  printed(isList, (text) => {
    const { besideOf } = shape;
    const model = besideOf === undefined ? undefined : text.split('\n').find((line) => besideOf.test(line));
    const { pids, network } = columnsOf(model ?? text.split('\n')[0] ?? '');
    const line = lineOf({ pid: String(shape.pid ?? 99_999), state: 'S', pids, network, args });
    return `${line}\n${text}`;
  });

/** How many sockets listen on UDP port 67 where a process is. */
export const dhcpSockets = (pid: number, count: number): Change =>
  printed(
    (argv) => argv[0] === 'grep' && argv.some((word) => word.startsWith(':0043')),
    (text) => {
      const path = `/proc/${pid}/net/udp`;
      const others = eachLine(text, (line) => (line.startsWith(`${path}:`) ? [] : line));
      return `${others}${path}:${count}\n`;
    },
  );

/** Nothing listens on a TCP port where a process is. */
export const withoutTcpPort = (pid: number, tcpPort: number): Change => tcpPortLines(pid, tcpPort, () => []);

/** A process listens on another port. */
export const otherTcpPort = (pid: number, from: number, to: number): Change =>
  tcpPortLines(pid, from, (line) => line.replace(`:${hexOf(from)} `, `:${hexOf(to)} `));

const hexOf = (tcpPort: number): string => tcpPort.toString(16).toUpperCase().padStart(4, '0');

const tcpPortLines = (pid: number, tcpPort: number, change: (line: string) => string | readonly string[]): Change =>
  printed(
    (argv) => argv[0] === 'grep' && argv[1] === '-sHE',
    (text) =>
      eachLine(text, (line) =>
        line.startsWith(`/proc/${pid}/`) && line.includes(`:${hexOf(tcpPort)} `) ? change(line) : line,
      ),
  );

/** The unix sockets that the kernel lists as listening. */
export const unixListeners = (change: (line: string) => string | readonly string[]): Change =>
  printed(
    (argv) => argv[0] === 'grep' && argv.includes('/proc/net/unix'),
    (text) => eachLine(text, change),
  );

/** The files of metadata sockets that are there. */
export const socketFiles = (change: (line: string) => string | readonly string[]): Change =>
  printed(
    (argv) => argv[0] === 'find' && argv.includes('/proc/self/comm'),
    (text) => eachLine(text, change),
  );

/** Its control group is frozen; nothing of that is to be seen in `ps`. */
export const frozenGroup = (
  group: string,
  pids: readonly number[],
  control: 'freezer.state' | 'cgroup.events',
): Change =>
  all(
    answered(
      (argv) => argv.includes('--include=freezer.state'),
      () => exited(`${group}/${control}\n`),
    ),
    answered(
      (argv) => argv.includes(`${group}/cgroup.procs`),
      () => exited(pids.map((pid) => `${group}/cgroup.procs:${pid}\n`).join('')),
    ),
  );
