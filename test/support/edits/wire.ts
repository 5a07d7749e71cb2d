import { once } from 'node:events';
import type { Host } from '../../../src/host/host.ts';
import { encodeArpRequest, readArp } from '../../../src/packets/arp.ts';
import { ipv4Bytes, ipv4Text, macBytes, macText } from '../../../src/packets/bytes.ts';
import { decodeDhcpMessage } from '../../../src/packets/dhcp/decode.ts';
import type { DhcpMessage } from '../../../src/packets/dhcp/message.ts';
import { dhcpTypeName } from '../../../src/packets/dhcp/message-type.ts';
import { encodeDhcpFrame } from '../../../src/packets/encode-frame.ts';
import { protocolVrrp, vrrpGroup } from '../../../src/packets/vrrp.ts';
import { vrrpFilter } from '../../../src/probes/watch-ha.ts';
import { pcapFile, type Shot } from '../../packets/capture-files.ts';
import { type Change, exited } from './change.ts';

/** Ethernet, IPv4 and UDP before a DHCP message, untagged. */
const dhcpAt = 14 + 20 + 8;

interface Frame extends Shot {
  /** `OFFER` … of DHCP, `request` or `reply` of ARP. */
  readonly kind: string | undefined;
}

function kindOf(bytes: Uint8Array): string | undefined {
  const arp = readArp({ bytes, linkType: 1, originalLength: bytes.length, frame: 1, time: undefined } as never);
  if (arp !== undefined) return arp.operation;
  const value = decodeDhcpMessage(bytes.subarray(dhcpAt))?.message.options.find(({ code }) => code === 53)?.value[0];
  return value === undefined ? undefined : dhcpTypeName(value);
}

const fileHeader = 24;
const recordHeader = 16;

function framesOf(file: Buffer): readonly Frame[] {
  const frames: Frame[] = [];
  for (let at = fileHeader; at < file.length; ) {
    const length = file.readUInt32LE(at + 8);
    const bytes = file.subarray(at + recordHeader, at + recordHeader + length);
    frames.push({ seconds: file.readUInt32LE(at), fraction: file.readUInt32LE(at + 4), bytes, kind: kindOf(bytes) });
    at += recordHeader + length;
  }
  return frames;
}

type Kind = 'dhcp' | 'arp' | 'vrrp';

const kindOfFilter = (filter = ''): Kind =>
  filter.startsWith('arp') ? 'arp' : filter === vrrpFilter ? 'vrrp' : 'dhcp';

/** What tcpdump heard on a device; where nothing was recorded, as nobody asked, it heard nothing. */
const capture =
  (device: string, what: Kind, change: (frames: readonly Frame[]) => readonly Shot[]): Change =>
  (host: Host) => ({
    name: host.name,
    source: host.source,
    ...(host.listenedSeconds === undefined ? {} : { listenedSeconds: host.listenedSeconds }),
    run: (commands) => host.run(commands),
    wait: (milliseconds) => host.wait(milliseconds),
    stream: (command, readySign) => {
      const stream = host.stream(command, readySign);
      const { argv } = command;
      const isStreamed = argv.includes('tcpdump') && argv.includes(device) && kindOfFilter(argv.at(-1)) === what;
      if (!isStreamed) return stream;
      const stopped = new AbortController();
      async function* changed() {
        const { kind } = await stream.start;
        if (kind === 'ready') {
          // A recording gives a capture in one piece.
          for await (const bytes of stream.output)
            yield pcapFile(change(framesOf(Buffer.from(bytes))), { isLittleEndian: true });
          return;
        }
        yield pcapFile(change([]), { isLittleEndian: true });
        if (!stopped.signal.aborted) await once(stopped.signal, 'abort');
      }
      const stop = async () => {
        stopped.abort();
        const end = await stream.stop();
        return end.kind === 'not-recorded' ? exited('') : end;
      };
      return { output: changed(), start: Promise.resolve({ kind: 'ready' as const }), stop };
    },
  });

export interface DhcpChange {
  readonly srcMac?: string;
  readonly message?: Partial<DhcpMessage>;
  /** Values by the option's code; undefined: left out. */
  readonly options?: Readonly<Record<number, readonly number[] | undefined>>;
}

/** The frame of another DHCP message, with right checksums. */
function reworded({ bytes, ...shot }: Frame, change: DhcpChange): Shot {
  const decoded = decodeDhcpMessage(bytes.subarray(dhcpAt));
  if (decoded === undefined) throw new Error('no DHCP message');
  const changed = Object.entries(change.options ?? {});
  const kept = decoded.message.options.filter(({ code }) => !changed.some(([own]) => Number(own) === code));
  const options = changed.flatMap(([code, value]) =>
    value === undefined ? [] : [{ code: Number(code), value: Uint8Array.from(value) }],
  );
  const frame = encodeDhcpFrame({
    dstMac: macText(bytes, 0),
    srcMac: change.srcMac ?? macText(bytes, 6),
    srcIp: ipv4Text(bytes, 26),
    dstIp: ipv4Text(bytes, 30),
    message: { ...decoded.message, ...change.message, options: [...kept, ...options] },
  });
  return { ...shot, bytes: frame };
}

/** What is heard of DHCP on a device, while qdoctor probes. */
export const wire = (device: string) => ({
  silent: (): Change => capture(device, 'dhcp', () => []),
  without: (kind: string): Change => capture(device, 'dhcp', (frames) => frames.filter((frame) => frame.kind !== kind)),
  /** Messages of a kind, with other words in them. */
  changed: (kind: string, change: DhcpChange): Change =>
    capture(device, 'dhcp', (frames) => frames.map((frame) => (frame.kind === kind ? reworded(frame, change) : frame))),
  /** Each message of a kind twice, the second time with other words in it. */
  also: (kind: string, change: DhcpChange): Change =>
    capture(device, 'dhcp', (frames) =>
      frames.flatMap((frame) => (frame.kind === kind ? [frame, reworded(frame, change)] : [frame])),
    ),
  /** Bytes of each frame of a kind, as they come. */
  bytes: (kind: string, change: (bytes: Uint8Array) => Uint8Array): Change =>
    capture(device, 'dhcp', (frames) =>
      frames.map((frame) => (frame.kind === kind ? { ...frame, bytes: change(Uint8Array.from(frame.bytes)) } : frame)),
    ),
});

interface ArpWords {
  readonly srcMac: string;
  readonly srcIp: string;
  readonly targetIp: string;
}

const arpShot = (words: ArpWords, operation: 1 | 2): Shot => {
  const bytes = encodeArpRequest(words);
  bytes.set([0, operation], 14 + 6);
  return { seconds: 1_800_000_000, fraction: 0, bytes };
};

/** Who has an address, and who says that it has it. */
export const arpRequest = (words: ArpWords): Shot => arpShot(words, 1);
export const arpReply = (words: ArpWords): Shot => arpShot(words, 2);

const isFrom =
  (mac: string) =>
  ({ bytes }: Shot): boolean =>
    macBytes(mac).every((byte, index) => bytes[6 + index] === byte);

/** What is heard of ARP on a device, while the routers ask for their neighbours. */
export const arp = (device: string) => ({
  /** Nothing of who has a MAC. */
  withoutFrom: (mac: string): Change =>
    capture(device, 'arp', (frames) => frames.filter((frame) => !isFrom(mac)(frame))),
  heard: (...shots: readonly Shot[]): Change => capture(device, 'arp', (frames) => [...frames, ...shots]),
});

/** An announcement of VRRP version 2, as keepalived sends it. */
export const announcement = (source: string, virtualRouterId: number, priority: number, seconds = 0): Shot => ({
  seconds: 1_800_000_000 + seconds,
  fraction: 0,
  bytes: Uint8Array.from([
    ...[...macBytes('01:00:5e:00:00:12'), ...macBytes('fa:16:3e:00:00:01'), 0x08, 0x00],
    ...[0x45, 0xc0, 0, 40, 0, 0, 0, 0, 255, protocolVrrp, 0, 0, ...ipv4Bytes(source), ...ipv4Bytes(vrrpGroup)],
    ...[0x21, virtualRouterId, priority, 1, 0, 2, 0, 0, ...ipv4Bytes('169.254.0.50'), ...Array(8).fill(0)],
  ]),
});

/** What the nodes of an HA router announce on its HA port. */
export const vrrp = (device: string) => ({
  heard: (...shots: readonly Shot[]): Change => capture(device, 'vrrp', () => shots),
});
