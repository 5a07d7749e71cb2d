import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../src/errors.ts';
import { packageRoot } from '../../src/package.ts';
import type { CapturedPacket } from '../../src/packets/capture/captured-packet.ts';
import { streamCapture } from '../../src/packets/capture/stream.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { examineDhcp } from '../../src/packets/exchanges/examine.ts';
import { frameFacts } from '../../src/packets/frame-facts.ts';
import { dhcpReader } from '../../src/packets/read-dhcp.ts';
import { Pseudonyms } from '../../src/pseudonyms/pseudonyms.ts';
import { inChunks } from '../packets/capture-files.ts';
import { randomFrom } from './cuts.ts';

const captures = join(packageRoot, 'test/recordings/captures');

/** So many packets are one capture, whose exchanges are examined. */
const perCapture = 50;

/** Damages packets of real captures, and the captures themselves: nothing of it may throw or take long. */
export async function runPackets(count: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  const upTo = (bound: number) => Math.floor(random() * bound);
  const files = readdirSync(captures)
    .filter((name) => name.includes('.pcap'))
    .map((name) => readFileSync(join(captures, name)));
  const packets = (await Promise.all(files.map(packetsOf))).flatMap((read) => read.packets);
  const pseudonyms = new Pseudonyms(Buffer.from('a key of the tests'), 'net01', []);
  const tally = { packets: 0, captures: 0, dhcp: 0, skipped: 0, refused: 0, slowestMs: 0 };
  while (tally.packets < count) {
    const started = performance.now();
    const read = dhcpReader();
    const dhcp: DhcpFacts[] = [];
    for (let frame = 1; frame <= perCapture; frame += 1) {
      const packet = packets[upTo(packets.length)];
      if (packet === undefined) throw new Error('no packets');
      const bytes = damagedBytes(packet.bytes, upTo);
      const captured = { ...packet, frame, bytes, originalLength: upTo(10) === 0 ? upTo(2 ** 16) : bytes.length };
      frameFacts(captured);
      for (const event of read(captured)) {
        if (event.kind === 'skipped') tally.skipped += 1;
        else dhcp.push(event.packet);
      }
    }
    examineDhcp(dhcp);
    tally.dhcp += dhcp.length;
    tally.packets += perCapture;
    const file = damagedBytes(files[upTo(files.length)] ?? Buffer.alloc(0), upTo);
    pseudonyms.capture(file);
    if ((await packetsOf(file)).isRefused) tally.refused += 1;
    tally.captures += 1;
    tally.slowestMs = Math.max(tally.slowestMs, Math.round(performance.now() - started));
  }
  process.stdout.write(`Packets damaged, seed ${seed}: ${JSON.stringify(tally)}\n`);
}

/** The packets of a capture, up to where it cannot be read any more. */
async function packetsOf(
  file: Uint8Array,
): Promise<{ readonly packets: readonly CapturedPacket[]; readonly isRefused: boolean }> {
  const packets: CapturedPacket[] = [];
  try {
    for await (const packet of streamCapture(inChunks(file, [file.length]))) packets.push(packet);
    return { packets, isRefused: false };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { packets, isRefused: true };
  }
}

/** One to eight times: a bit or a byte is another, a field is all ones or zeros, something is lost, doubled or put in. */
function damagedBytes(bytes: Uint8Array, upTo: (bound: number) => number): Buffer {
  let changed = Buffer.from(bytes);
  for (let times = 1 + upTo(8); times > 0; times -= 1) {
    const at = upTo(Math.max(1, changed.length));
    const length = 1 + upTo(8);
    switch (upTo(7)) {
      case 0:
        changed[at] = (changed[at] ?? 0) ^ (1 << upTo(8));
        break;
      case 1:
        changed[at] = upTo(256);
        break;
      case 2:
        changed.subarray(at, at + length).fill(upTo(2) * 0xff);
        break;
      case 3:
        changed = Buffer.from(changed.subarray(0, at));
        break;
      case 4:
        changed = Buffer.concat([changed.subarray(0, at), changed.subarray(at + length)]);
        break;
      case 5:
        changed = Buffer.concat([changed.subarray(0, at + length), changed.subarray(at)]);
        break;
      default:
        changed = Buffer.concat([changed.subarray(0, at), Buffer.alloc(length, upTo(256)), changed.subarray(at)]);
    }
  }
  return changed;
}
