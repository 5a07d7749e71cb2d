import { isIPv4 } from 'node:net';
import type { Timestamp } from '../capture/captured-packet.ts';
import type { DhcpType } from '../dhcp/message-type.ts';
import type { Route } from '../dhcp/options.ts';
import type { DhcpFacts, Envelope } from '../dhcp-packet.ts';
import type { DhcpEvent } from '../read-dhcp.ts';

/*
 * What tcpdump prints of DHCP: 3.9 to 4.99, in any of its forms of time, with or without `-n`, `-e` and `-v`. Only `-v` prints
 * the type of a message; without it, all that can be said is whether anything came back at all.
 */

// 12:00:00.123456, 2024-01-02 12:00:00.123456, 1700000000.123456
const timeForm = String.raw`(?:(\d{4}-\d\d-\d\d) )?(\d\d):(\d\d):(\d\d)\.(\d{6}|\d{9})|(\d{9,10})\.(\d{6}|\d{9})`;
const packetLine = new RegExp(
  String.raw`^\s*(?:${timeForm})\s+(?:\S+\s+(?:In|Out|B|M|P)\s+|(?:In|Out|B|M|P)\s+)?(\S.*)$`,
);
const host = String.raw`([\w.-]+?)\.(67|68|bootps|bootpc)`;
const dhcpLine = new RegExp(String.raw`(?:^|[\s:])${host} > ${host}: (.*)$`);
const option = /^([\w+/-]+)(?: Option)? \(?(\d{1,3})\)?, length (\d+)(?:, occurs \d+)?(?:: ?(.*))?$/;

/** Whether some bytes begin a text of tcpdump, and no capture. */
export function isTcpdumpText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  const lines = Buffer.from(head).toString('utf8').split('\n');
  return lines.some(
    (line) => /BOOTP\/DHCP|^tcpdump: (?:verbose|listening)|^listening on /.test(line) || isPacket(line),
  );
}

const isPacket = (line: string): boolean =>
  / (?:IP6?|ARP,|arp) |ethertype /.test(` ${packetLine.exec(line)?.[8] ?? ''}`);

/** One packet: the line with its time, and those below it. */
interface Printed {
  readonly frame: number;
  readonly time: Timestamp | undefined;
  readonly first: string;
  readonly more: string[];
}

/** The DHCP packets in a text of tcpdump, numbered among all packets in it. */
export function readTcpdumpText(text: string): readonly DhcpEvent[] {
  const dhcp = packetsIn(text).flatMap((printed) => dhcpOf(printed) ?? []);
  const isTyped = ({ packet }: Read): boolean => packet.type !== null;
  const answered = dhcp.some((read) => !isTyped(read) && read.packet.op === 2);
  return dhcp.flatMap((read): readonly DhcpEvent[] => {
    const why = read.lack ?? (!isTyped(read) && answered ? withoutType : null);
    const packet = { ...read.packet, incomplete: why };
    const event: DhcpEvent = { kind: 'dhcp', packet, fragmentOf: null };
    return why === null ? [event] : [event, { kind: 'skipped', frame: packet.frame, reason: why }];
  });
}

const withoutType = 'tcpdump printed neither its type nor its transaction, which it does with -vvv';

function packetsIn(text: string): readonly Printed[] {
  const packets: Printed[] = [];
  let day = 0;
  let before = 0;
  for (const line of text.split(/\r?\n/)) {
    const match = packetLine.exec(line);
    if (match === null) {
      packets.at(-1)?.more.push(line.trim());
      continue;
    }
    const time = timeOf(match);
    // A clock without a date begins anew at midnight.
    if (match[1] === undefined && match[6] === undefined && time.seconds + 43_200 < before) day += 86_400;
    before = time.seconds;
    packets.push({
      frame: packets.length + 1,
      time: { ...time, seconds: time.seconds + day },
      first: match[8] ?? '',
      more: [],
    });
  }
  return packets;
}

/** tcpdump prints the time of its own zone, and reports print that of theirs: without a zone, the two are taken for the same. */
function timeOf([, date, hours, minutes, seconds, part, epoch, epochPart]: RegExpExecArray): Timestamp {
  const fraction = part ?? epochPart ?? '';
  const [year = 1970, month = 1, ofMonth = 2] = date?.split('-').map(Number) ?? [];
  const local = new Date(year, month - 1, ofMonth, Number(hours), Number(minutes), Number(seconds));
  return {
    seconds: epoch === undefined ? Math.floor(local.getTime() / 1000) : Number(epoch),
    nanoseconds: Number(fraction.padEnd(9, '0')),
    digits: fraction.length === 9 ? 9 : 6,
  };
}

interface Read {
  readonly packet: DhcpFacts;
  /** Why not all of it could be read. */
  readonly lack: string | null;
}

function dhcpOf({ frame, time, first, more }: Printed): Read | undefined {
  const at = [first, ...more].findIndex((line) => dhcpLine.test(line));
  const line = at === 0 ? first : (more[at - 1] ?? '');
  const [, srcIp = '', , dstIp = '', , said = ''] = dhcpLine.exec(line) ?? [];
  const kind = /BOOTP\/DHCP, (Request|Reply|unknown)/.exec(said)?.[1];
  if (at === -1 || kind === undefined) return undefined;
  const below = more.slice(at);
  const word = (pattern: RegExp): string | null => pattern.exec([said, ...below].join('\n'))?.[1] ?? null;
  const address = (name: string): string => word(new RegExp(`^${name}-IP ([\\d.]+)`, 'm')) ?? '0.0.0.0';
  const options = new Map<number, string>();
  for (const each of below) {
    const [, , code, , value = ''] = option.exec(each) ?? [];
    if (code !== undefined && !options.has(Number(code))) options.set(Number(code), value);
  }
  const macs = /(\S{17}) > (\S{17}),/.exec(first);
  const packet: DhcpFacts = {
    ...{ frame, time, vlan: vlansIn(first), srcMac: macs?.[1] ?? null, dstMac: macs?.[2] ?? null, srcIp, dstIp },
    ...checksumOf(said, first, srcIp, dstIp),
    type: typeOf(options.get(53)),
    op: kind === 'Reply' ? 2 : 1,
    xid: longHex(word(/\bxid (0x[0-9a-f]+)/)),
    clientMac: word(/^Client-Ethernet-Address (\S{17})/m) ?? word(/\bRequest from (\S{17})/),
    hops: Number(word(/\bhops (\d+)/) ?? 0),
    secs: Number(word(/\bsecs (\d+)/) ?? 0),
    isBroadcast: /\bFlags \[Broadcast\]/i.test(said),
    ...{ ciaddr: address('Client'), yiaddr: address('Your'), siaddr: address('Server'), giaddr: address('Gateway') },
    ...optionFacts(options),
    incomplete: null,
  };
  const isCut = /\[\|(?:bootp|dhcp|udp|ip)\]/.test([line, ...below].join('\n'));
  const isNamed = ![srcIp, dstIp].every(isIPv4);
  return {
    packet,
    lack: isCut
      ? 'tcpdump cut it short: capture with -s 0'
      : isNamed
        ? 'tcpdump printed names in place of addresses, which it does not with -n'
        : null,
  };
}

const longHex = (word: string | null): string => `0x${(word ?? '0x0').slice(2).padStart(8, '0')}`;

const vlansIn = (line: string): readonly number[] => [...line.matchAll(/\bvlan (\d+),/g)].map(([, id]) => Number(id));

const types: Readonly<Record<string, DhcpType>> = {
  Discover: 'DISCOVER',
  Offer: 'OFFER',
  Request: 'REQUEST',
  Decline: 'DECLINE',
  ACK: 'ACK',
  NACK: 'NAK',
  Release: 'RELEASE',
  Inform: 'INFORM',
  LeaseQuery: 'LEASEQUERY',
  LeaseUnassigned: 'LEASEUNASSIGNED',
  LeaseUnknown: 'LEASEUNKNOWN',
  LeaseActive: 'LEASEACTIVE',
};

const typeOf = (word: string | undefined): DhcpType | null =>
  word === undefined ? null : (types[word.trim()] ?? null);

type OptionFacts = Omit<
  DhcpFacts,
  | keyof Envelope
  | 'type'
  | 'op'
  | 'xid'
  | 'clientMac'
  | 'hops'
  | 'secs'
  | 'isBroadcast'
  | 'ciaddr'
  | 'yiaddr'
  | 'siaddr'
  | 'giaddr'
  | 'incomplete'
>;

function optionFacts(options: ReadonlyMap<number, string>): OptionFacts {
  const addresses = (code: number): readonly string[] | null =>
    options
      .get(code)
      ?.split(',')
      .filter((one) => isIPv4(one)) ?? null;
  const number = (code: number): number | null => {
    const value = options.get(code);
    return value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
  };
  const text = (code: number): string | null => options.get(code)?.replace(/^"(.*)"$/, '$1') ?? null;
  return {
    serverId: addresses(54)?.[0] ?? null,
    requestedIp: addresses(50)?.[0] ?? null,
    leaseSeconds: number(51),
    subnetMask: addresses(1)?.[0] ?? null,
    routers: addresses(3),
    dns: addresses(6),
    mtu: number(26),
    hostName: text(12),
    clientId: null,
    routes: routesIn(options.get(121) ?? options.get(249)),
    relayAgent: null,
    parameterList: null,
    errorText: text(56),
    optionCodes: [...options.keys()],
  };
}

/** `(169.254.169.254/32:10.0.0.2),(default:10.0.0.1)` */
function routesIn(text: string | undefined): readonly Route[] | null {
  if (text === undefined) return null;
  return [...text.matchAll(/\(([\d./]+|default):([\d.]+)\)/g)].map(([, destination = '', router = '']) => ({
    destination: destination === 'default' ? '0.0.0.0/0' : destination,
    router,
  }));
}

function checksumOf(
  said: string,
  header: string,
  source: string,
  destination: string,
): Pick<Envelope, 'udpChecksum' | 'isChecksumLeftOut'> {
  if (/\[udp sum ok\]/.test(said)) return { udpChecksum: 'good', isChecksumLeftOut: false };
  if (/\[no cksum\]/.test(said)) return { udpChecksum: 'absent', isChecksumLeftOut: false };
  const found = /\[bad udp cksum (?:0x)?([0-9a-f]+)/.exec(said)?.[1];
  if (found === undefined) return { udpChecksum: 'unverified', isChecksumLeftOut: false };
  const length = Number(/\blength (\d+)\)$/.exec(header)?.[1] ?? Number.NaN) - 20;
  return {
    udpChecksum: 'bad',
    isChecksumLeftOut: Number.parseInt(found, 16) === sumOfAddresses(source, destination, length),
  };
}

/** What a system leaves in the field for its network card: the sum over the pseudo header alone (RFC 768). */
function sumOfAddresses(source: string, destination: string, length: number): number {
  const bytes = [source, destination].flatMap((address) => address.split('.').map(Number));
  const words = bytes.flatMap((byte, index) => (index % 2 === 0 ? [byte * 256 + (bytes[index + 1] ?? 0)] : []));
  const sum = [...words, 17, length].reduce((total, one) => total + one, 0);
  return (sum & 0xffff) + (sum >>> 16);
}
