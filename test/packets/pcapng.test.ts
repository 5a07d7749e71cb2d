import { describe, expect, test } from 'vitest';
import { BrokenCapture, type CapturedPacket } from '../../src/packets/capture/captured-packet.ts';
import { streamCapture } from '../../src/packets/capture/stream.ts';
import {
  block,
  enhancedBlock,
  inChunks,
  interfaceBlock,
  obsoleteBlock,
  sectionBlock,
  simpleBlock,
} from './capture-files.ts';

const little = { isLittleEndian: true };
const big = { isLittleEndian: false };
const bytes = Buffer.of(1, 2, 3, 4, 5);

async function read(...blocks: readonly Uint8Array[]): Promise<readonly CapturedPacket[]> {
  const packets: CapturedPacket[] = [];
  for await (const packet of streamCapture(inChunks(Buffer.concat(blocks), [7]))) packets.push(packet);
  return packets;
}

describe('pcapng', () => {
  test('with sections of both byte orders', async () => {
    const packets = await read(
      ...[sectionBlock(little), interfaceBlock(little), enhancedBlock(little, 0, 5_000_001n, bytes)],
      ...[sectionBlock(big), interfaceBlock(big, 113), enhancedBlock(big, 0, 6_000_002n, bytes)],
    );
    expect(packets.map(({ frame, time, linkType }) => [frame, time?.seconds, time?.nanoseconds, linkType])).toEqual([
      [1, 5, 1000, 1],
      [2, 6, 2000, 113],
    ]);
  });

  test('of a version that nobody knows is refused, as tcpdump refuses it', async () => {
    for (const order of [little, big]) {
      const section = Buffer.from(sectionBlock(order));
      section[order.isLittleEndian ? 12 : 13] = 2;
      await expect(read(section)).rejects.toThrow(/version 2\.0/);
    }
  });

  test.each([
    ['nanoseconds', 9, 7_000_000_001n, 1, 9],
    ['milliseconds', 3, 7_001n, 1_000_000, 6],
    ['units of a power of two', 0x8a, 7n * 1024n + 512n, 500_000_000, 6],
    ['finer than nanoseconds', 12, 7_000_000_000_999n, 0, 9],
  ])('with times in %s', async (_name, resolution, units, nanoseconds, digits) => {
    const [packet] = await read(
      sectionBlock(big),
      interfaceBlock(big, 1, resolution),
      enhancedBlock(big, 0, units, bytes),
    );
    expect(packet?.time).toEqual({ seconds: 7, nanoseconds, digits });
  });

  test('with simple packets, which have no time and are as long as the snap length', async () => {
    const packets = await read(
      sectionBlock(little),
      interfaceBlock(little, 1, undefined, 3),
      simpleBlock(little, bytes, 9),
    );
    expect(packets).toMatchObject([
      { time: undefined, bytes: new Uint8Array(bytes.subarray(0, 3)), originalLength: 9 },
    ]);
  });

  test('with packets of the obsolete kind', async () => {
    const packets = await read(sectionBlock(big), interfaceBlock(big), obsoleteBlock(big, 0, 3_000_000n, bytes));
    expect(packets).toMatchObject([{ time: { seconds: 3 }, bytes: new Uint8Array(bytes) }]);
  });

  test('numbers packets as Wireshark does, custom blocks among them', async () => {
    const packets = await read(
      ...[sectionBlock(little), interfaceBlock(little), block(little, 5, Buffer.alloc(12))],
      ...[
        block(little, 0xbad, Buffer.alloc(8)),
        enhancedBlock(little, 0, 0n, bytes),
        block(little, 4, Buffer.alloc(4)),
      ],
      enhancedBlock(little, 0, 0n, bytes),
    );
    expect(packets.map(({ frame }) => frame)).toEqual([2, 3]);
  });

  test.each([
    ['from an interface that is not described', enhancedBlock(little, 7, 0n, bytes)],
    ['longer than its block', block(little, 6, Buffer.from(`${'00'.repeat(12)}ffff0000ffff0000`, 'hex'))],
    ['too short for its own fields', block(little, 6, Buffer.alloc(8))],
  ])('with a packet %s is read up to there', async (_name, broken) => {
    const packets = read(sectionBlock(little), interfaceBlock(little), enhancedBlock(little, 0, 0n, bytes), broken);
    await expect(packets).rejects.toBeInstanceOf(BrokenCapture);
  });
});
