import { within } from '../facts/within.ts';
import type { Command, CommandResult } from '../host/host.ts';
import { encodeArpRequest } from '../packets/arp.ts';
import { bootRequest, dhcpMessage } from '../packets/dhcp/message.ts';
import { encodeDhcpFrame } from '../packets/encode-frame.ts';
import { encodeEcho, encodeTcp, encodeUdp } from '../packets/encode-probe.ts';
import { markBytes } from '../packets/probe-mark.ts';
import { udpProbe } from '../packets/udp-probe.ts';
import { packetOutWords } from '../probes/packet-out.ts';
import { type Journey, portOf } from './journey.ts';
import { echoIdOf, isRefusalAnswer, sequencesOf, sourcePortOf, xidOf } from './own-packets.ts';

/** IPv4 and ICMP around what an echo request carries. */
const headersLength = 28;

/** A TCP connection that is closed at once, opened by bash itself ("Redirections", bash(1)). */
const connectWords = ['bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"'] as const;

/** A UDP datagram, sent by bash itself, and the first byte of the answer to it. */
const datagramWords = ['bash', '-c', 'exec 3<>"/dev/udp/$0/$1"; printf "$2" >&3; head -c 1 <&3 >/dev/null'] as const;

/** Seconds between the packets of one ping. */
const interval = '0.02';

/** How a journey's packets are sent. */
export interface Round {
  /** Each round has a number of its own, which its packets carry. */
  readonly number: number;
  /** How many packets. */
  readonly count: number;
  /**
   * How long a tool waits for its answer; a connection less than until the kernel would send its SYN once more, where
   * packets are counted.
   */
  readonly seconds: number;
}

/**
 * A healthy host's answers come at once. Whatever is not answered then gets more packets and more time: one may get lost
 * while the switch works on its flows, and a busy host is slow.
 */
export const firstRound: Round = { number: 1, count: 1, seconds: 0.5 };
export const closerRounds: readonly Round[] = [
  { number: 2, count: 1, seconds: 0.6 },
  { number: 3, count: 3, seconds: 1 },
];
/**
 * For an answer that was seen where it is awaited, and for what was never seen to leave: on a host that has no time for the
 * tools, they are ended before they have sent or read it.
 */
export const patientRound: Round = { number: 0, count: 3, seconds: 6 };
/** Of the packets by which the cause of a loss is looked for. */
export const firstGapRound = 4;

/** Sends a journey's packet `count` times; each command is one process. */
export function sendCommands(journey: Journey, round: Round): readonly Command[] {
  const { number: roundNumber, count, seconds } = round;
  const { sender, proto, destination, source, bytes, isFullSize, number } = journey;
  if (sender.by === 'switch') {
    const frames = Array.from({ length: count }, (_, index) => frameOf(journey, sender, roundNumber, index + 1));
    return frames.map((frame) => ({
      argv: packetOutWords(sender.at.bridge, sender.at.ofport, Buffer.from(frame).toString('hex')),
    }));
  }
  if (proto.name === 'udp') {
    return Array.from({ length: count }, (_, index) => ({
      argv: within(
        sender.namespace,
        'timeout',
        String(seconds),
        ...datagramWords,
        destination,
        String(proto.port),
        escaped(datagramOf(journey, proto.port, roundNumber)),
      ),
      isWaiting: true,
      input: `${roundNumber} ${index}\n`,
    }));
  }
  if (proto.name === 'tcp') {
    const command: Command = {
      argv: within(
        sender.namespace,
        'timeout',
        String(roundNumber === patientRound.number ? seconds : Math.min(seconds, 0.9)),
        ...connectWords,
        destination,
        String(proto.port),
      ),
      isWaiting: true,
    };
    // Each round has an answer of its own in a recording; what the words read from their input is nothing.
    return Array.from({ length: count }, (_, index) => ({ ...command, input: `${roundNumber} ${index}\n` }));
  }
  const pattern = Buffer.from(markBytes({ journey: number, round: roundNumber })).toString('hex');
  return [
    {
      argv: within(
        sender.namespace,
        ...([
          'timeout',
          '-s',
          'INT',
          String(seconds),
          'ping',
          '-n',
          '-q',
          '-c',
          String(count),
          '-i',
          interval,
        ] as const),
        ...['-s', String(bytes - headersLength), '-p', pattern],
        ...(isFullSize ? ['-M', 'do'] : []),
        ...(source === undefined ? [] : ['-I', source]),
        destination,
      ),
      isWaiting: true,
    },
  ];
}

function frameOf(
  journey: Journey,
  { srcMac, dstMac }: { readonly srcMac: string; readonly dstMac: string },
  round: number,
  sequence: number,
): Uint8Array {
  const { source = '', destination, proto, bytes, number } = journey;
  if (proto.name === 'arp') return encodeArpRequest({ srcMac, srcIp: source, targetIp: destination });
  if (proto.name === 'dhcp') return discoverOf(srcMac, xidOf(journey, round));
  const addresses = { srcMac, dstMac, srcIp: source, dstIp: destination };
  if (proto.name === 'tcp') {
    return encodeTcp({
      ...addresses,
      srcPort: sourcePortOf(journey, round),
      dstPort: proto.port,
      sequence: sequencesOf(journey, round)[sequence - 1] ?? 0,
      acknowledgement: 0,
      flags: ['syn'],
      data: new Uint8Array(0),
    });
  }
  if (proto.name === 'udp') {
    const srcPort = sourcePortOf(journey, round);
    return encodeUdp({ ...addresses, srcPort, dstPort: proto.port, data: datagramOf(journey, proto.port, round) });
  }
  const mark = markBytes({ journey: number, round });
  const data = Uint8Array.from({ length: bytes - headersLength }, (_, index) => mark[index % mark.length] ?? 0);
  return encodeEcho({ ...addresses, id: echoIdOf(journey, round), sequence, data });
}

const datagramOf = (journey: Journey, port: number, round: number): Uint8Array =>
  udpProbe(port, { journey: journey.number, round }, sourcePortOf(journey, round));

/** As printf of bash takes bytes. */
const escaped = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');

/** What a client sends that can be answered directly, as most are. */
function discoverOf(srcMac: string, xid: number): Uint8Array {
  const options = [
    { code: 53, value: Uint8Array.of(1) },
    { code: 55, value: Uint8Array.of(1, 3) },
  ];
  const message = dhcpMessage({ op: bootRequest, xid, chaddr: srcMac, options });
  return encodeDhcpFrame({
    ...{ srcMac, dstMac: 'ff:ff:ff:ff:ff:ff', srcIp: '0.0.0.0', dstIp: '255.255.255.255' },
    message,
  });
}

/** What a kernel says to who would send, and `timeout`, by which it says that the time was over. */
const refusals =
  /(?:No route to host|Network is unreachable|Host is unreachable|Invalid argument|Connection timed out|Permission denied|Operation not permitted|[Mm]essage too long)/;
const timeIsOver = 124;
/** By which ping of iputils and of busybox end. */
const summary = /^\d+ packets transmitted/m;

/**
 * Whether the answer came back to the tool that sent; undefined where it can't tell. A connection that is refused was
 * answered, by whomever.
 */
export function isAnsweredBy(journey: Journey, result: CommandResult): boolean | undefined {
  if (result.kind !== 'exited') return undefined;
  const { exitCode, stdout, stderr } = result;
  const hasPort = portOf(journey.proto) !== undefined;
  // Success without the words, or with words where none belong: it may be another tool, that sent nothing.
  if (exitCode === 0 && (hasPort ? stdout !== '' : !summary.test(stdout))) return undefined;
  if (exitCode === 0) return true;
  if (hasPort && stderr.includes('Connection refused')) return isRefusalAnswer(journey);
  const isSilent = exitCode === timeIsOver || summary.test(stdout) || refusals.test(stderr);
  return isSilent ? false : undefined;
}
