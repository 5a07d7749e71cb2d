import { outputLines, unparsable, unsupportedCapture } from './lines.ts';

/** A socket that waits for what comes in. */
export interface ListeningSocket {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Undefined where the list does not tell whose it is: without `-p`, without root, or of another PID namespace. */
  readonly pids: readonly number[] | undefined;
}

export interface SocketList {
  readonly sockets: readonly ListeningSocket[];
  /** Others follow the IPv4 sockets of UDP, as they do where IPv6 is not switched off: none of them was cut away. */
  readonly hasAllUdp: boolean;
}

const udpOfIpv4 = /^udp\s|^UNCONN\s/;

// `Proto Recv-Q Send-Q Local Address …` of net-tools, `[Netid] State Recv-Q Send-Q Local Address:Port …` of iproute2.
const netstatHeading = /^Proto\s+Recv-Q\s+Send-Q\s+Local Address\s/;
const ssHeading = /^(Netid\s+)?State\s+Recv-Q\s+Send-Q\s+Local Address:Port\s/;

const netstatLine =
  /^(tcp|udp)(?:6|l6|lite)?\s+\d+\s+\d+\s+\S+:(\d+|\*)\s+\S+:(\d+|\*)(?:\s+([A-Z_0-9]*[A-Z][A-Z_0-9]*))?((?:\s+\S.*)?)$/;
const ssLine = /^(?:(tcp|udp)\s+)?([A-Z][A-Z0-9-]*)\s+\d+\s+\d+\s+\S+:(\d+|\*)\s+\S+:(\d+|\*)(?:\s+(users:\(.*))?\s*$/;

/**
 * `netstat -lunp` and `ss -lunp`, and their relatives with more letters. Seen with net-tools 2.10 and iproute2 6.1; older
 * `ss` leaves out the words `pid=` and `fd=`. Of sockets of other kinds than UDP and TCP nothing is told.
 */
export function parseSockets(text: string): SocketList {
  const lines = outputLines(text, ['netstat', 'ss', 'ip']).map((line) => line.trim());
  const start = lines.findIndex((line) => netstatHeading.test(line) || ssHeading.test(line));
  const heading = lines[start];
  // Netstat has a title, and a remark to who is not root.
  const before = lines.slice(0, Math.max(start, 0));
  if (heading === undefined) throw unparsable('not a list of sockets', lines[0] ?? '');
  const strange = before.find((line) => !/^(?:Active |\(Not all |\(No info |will not be shown)/.test(line));
  if (strange !== undefined) throw unsupportedCapture(strange);
  const rows = untilUnix(lines.slice(start + 1));
  const hasPrograms = heading.includes('PID/Program');
  const isNetstat = netstatHeading.test(heading);
  return {
    sockets: rows.flatMap((line) => (isNetstat ? netstatSocket(line, hasPrograms) : ssSocket(line))),
    hasAllUdp: rows.some(isUdpOfIpv4) && !isUdpOfIpv4(rows.at(-1) ?? ''),
  };
}

/** ss tells the family only by brackets. */
const isUdpOfIpv4 = (line: string): boolean => udpOfIpv4.test(line) && !/\s\[\S*\]:\S+\s/.test(line);

/** `netstat -lnp` goes on with the unix sockets. */
function untilUnix(rows: readonly string[]): readonly string[] {
  const end = rows.findIndex((line) => /^Active UNIX domain sockets/.test(line));
  return end === -1 ? rows : rows.slice(0, end);
}

const isListening = (protocol: string | undefined, state: string | undefined): boolean =>
  protocol === 'tcp' ? state === 'LISTEN' : state === undefined || state === 'UNCONN';

function netstatSocket(line: string, hasPrograms: boolean): readonly ListeningSocket[] {
  if (/^(?:raw|udplite|sctp|icmp)/.test(line)) return [];
  const [, protocol, port = '', , state, rest = ''] = netstatLine.exec(line) ?? [];
  if (protocol === undefined) throw unsupportedCapture(line);
  // Before it there may be user and inode, behind it a timer.
  const owner = /(?:^|\s)(?:(\d+)\/\S|-(?=\s|$))/.exec(rest);
  if (hasPrograms && owner === null) throw unsupportedCapture(line);
  return socketOf(protocol, state, port, owner?.[1] === undefined ? undefined : [Number(owner[1])]);
}

function ssSocket(line: string): readonly ListeningSocket[] {
  if (/^(?:raw|p_raw|p_dgr|nl|u_\w+|icmp6?|sctp|mptcp|dccp|v_\w+|xdp|tipc)\s/.test(line)) return [];
  const [, netid, state, port = '', , users] = ssLine.exec(line) ?? [];
  if (state === undefined) throw unsupportedCapture(line);
  const pids =
    users === undefined ? [] : [...users.matchAll(/"(?:[^"\\]|\\.)*",(?:pid=)?(\d+),/g)].map(([, pid]) => Number(pid));
  // Without its column `ss -lun` has UDP only.
  const protocol = netid ?? (state === 'LISTEN' ? 'tcp' : 'udp');
  return socketOf(protocol, state, port, pids.length === 0 ? undefined : pids);
}

function socketOf(
  protocol: string,
  state: string | undefined,
  port: string,
  pids: readonly number[] | undefined,
): readonly ListeningSocket[] {
  const isOurs = (protocol === 'tcp' || protocol === 'udp') && port !== '*' && isListening(protocol, state);
  return isOurs ? [{ protocol, port: Number(port), pids }] : [];
}
