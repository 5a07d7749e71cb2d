import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { toolPath } from '../../src/host/process.ts';
import { BrokenCapture, type CapturedPacket } from '../../src/packets/capture/captured-packet.ts';
import { readCaptureFile } from '../../src/packets/capture/file.ts';
import { streamCapture } from '../../src/packets/capture/stream.ts';
import { inChunks, pcapFile, pcapngFile, type Shot } from './capture-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-captures-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Reading {
  readonly packets: readonly CapturedPacket[];
  readonly error: unknown;
}

async function reading(source: AsyncIterable<CapturedPacket | readonly CapturedPacket[]>): Promise<Reading> {
  const packets: CapturedPacket[] = [];
  try {
    for await (const some of source) packets.push(...(Array.isArray(some) ? some : [some]));
    return { packets, error: undefined };
  } catch (error) {
    return { packets, error };
  }
}

const stream = (bytes: Uint8Array, lengths: readonly number[] = [bytes.length]): Promise<Reading> =>
  reading(streamCapture(inChunks(bytes, lengths)));

function file(bytes: Uint8Array): Promise<Reading> {
  const path = join(folder, 'capture');
  writeFileSync(path, bytes);
  return reading(readCaptureFile(path, () => true));
}

const readers = { stream, file };

const shots = fc.array(
  fc.record({
    // A record of zeros is damage, not a packet.
    seconds: fc.integer({ min: 1, max: 0x7fffffff }),
    fraction: fc.nat(999_999),
    bytes: fc.uint8Array({ maxLength: 200 }),
  }),
  { maxLength: 8 },
);

const writers: Readonly<Record<string, (shots: readonly Shot[]) => Buffer>> = {
  'pcap, little-endian': (some) => pcapFile(some, { isLittleEndian: true }),
  'pcap, big-endian': (some) => pcapFile(some, { isLittleEndian: false }),
  'pcap, little-endian, nanoseconds': (some) => pcapFile(some, { isLittleEndian: true, hasNanoseconds: true }),
  'pcap, big-endian, nanoseconds': (some) => pcapFile(some, { isLittleEndian: false, hasNanoseconds: true }),
  'pcapng, little-endian': (some) => pcapngFile(some, { isLittleEndian: true }),
  'pcapng, big-endian': (some) => pcapngFile(some, { isLittleEndian: false }),
};

describe.each(Object.entries(writers))('%s', (name, write) => {
  const perUnit = name.includes('nanoseconds') ? 1 : 1000;
  const expected = (some: readonly Shot[]) =>
    some.map(({ seconds, fraction, bytes }, index) => ({
      frame: index + 1,
      time: { seconds, nanoseconds: fraction * perUnit, digits: perUnit === 1 ? 9 : 6 },
      linkType: 1,
      bytes: [...bytes],
      originalLength: bytes.length,
    }));
  const summaryOf = (packets: readonly CapturedPacket[]) =>
    packets.map((packet) => ({ ...packet, bytes: [...packet.bytes] }));

  test('is read whole, in pieces of any length', async () => {
    const pieces = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(shots, pieces, async (some, lengths) => {
        const { packets, error } = await stream(write(some), lengths);
        expect(error).toBeUndefined();
        expect(summaryOf(packets)).toEqual(expected(some));
      }),
    );
  });

  test.runIf(name.startsWith('pcap,'))('goes on with zeros: the packets before them, and damage', async () => {
    const shot = { seconds: 1, fraction: 0, bytes: Uint8Array.of(1, 2, 3) };
    for (const read of Object.values(readers)) {
      const { packets, error } = await read(Buffer.concat([write([shot]), Buffer.alloc(1_000_000)]));
      expect([packets.length, error]).toMatchObject([1, { frame: 2, reason: 'it is a record of zeros' }]);
    }
  });

  test('cut off anywhere gives every whole packet, then says so', async () => {
    const some: Shot[] = [1, 2, 3].map((seconds) => ({
      seconds,
      fraction: 5,
      bytes: new Uint8Array(20).fill(seconds),
    }));
    const whole = write(some);
    for (let length = 0; length < whole.length; length += 3) {
      for (const read of Object.values(readers)) {
        const { packets, error } = await read(whole.subarray(0, length));
        expect(summaryOf(packets)).toEqual(expected(some).slice(0, packets.length));
        if (error !== undefined) expect(error).toBeInstanceOf(UserError);
        if (error instanceof BrokenCapture) expect(error.frame).toBe(packets.length + 1);
        else expect(error === undefined || packets.length === 0).toBe(true);
      }
    }
  });

  test('changed anywhere is read or refused in plain words', async () => {
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(shots, fc.array(change, { minLength: 1, maxLength: 4 }), async (some, changes) => {
        const bytes = write(some);
        for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
        // Not from a file: with a changed beginning, each would start a tcpdump.
        const { error } = await stream(bytes);
        if (error !== undefined) expect(error).toBeInstanceOf(UserError);
      }),
    );
  });

  test('of many pieces is read as well from a file as from a stream', async () => {
    const some = Array.from({ length: 3000 }, (_, seconds) => {
      return { seconds, fraction: 0, bytes: new Uint8Array(70).fill(seconds & 0xff) };
    });
    for (const read of Object.values(readers)) {
      const { packets, error } = await read(write(some));
      expect(error).toBeUndefined();
      expect(summaryOf(packets)).toEqual(expected(some));
    }
  });
});

describe.each(Object.entries(readers))('by %s', (_name, read) => {
  test('a length that can not be ends the reading, after the packets before it', async () => {
    const bytes = pcapFile([{ seconds: 1, fraction: 0, bytes: new Uint8Array(60) }], { isLittleEndian: true });
    const absurd = Buffer.concat([bytes, Buffer.alloc(8), Buffer.from('ffffff7fffffff7f', 'hex'), Buffer.alloc(100)]);
    const { packets, error } = await read(absurd);
    expect(packets).toHaveLength(1);
    expect(error).toBeInstanceOf(BrokenCapture);
    expect(String(error)).toContain('it claims 2147483647 bytes');
  });

  test.each([
    ['nothing', '', 'is empty'],
    ['two bytes', 'd4c3', 'middle of its file header'],
    ['text', Buffer.from('PK\u0003\u0004 a zip').toString('hex'), 'neither pcap nor pcapng'],
  ])('%s is refused in plain words', async (_what, hex, words) => {
    const { error } = await read(Buffer.from(hex, 'hex'));
    expect(error).toBeInstanceOf(UserError);
    // tcpdump, where it is there, has the last word on what is no capture.
    if (!String(error).includes("tcpdump can't read")) expect(String(error)).toContain(words);
  });
});

test('a packet is given as soon as its last byte is there, however long the capture goes on', async () => {
  const bytes = pcapFile([{ seconds: 1, fraction: 0, bytes: new Uint8Array(60) }], { isLittleEndian: true });
  async function* endless(): AsyncIterable<Uint8Array> {
    yield bytes;
    await new Promise(() => {});
  }
  const packets = streamCapture(endless())[Symbol.asyncIterator]();
  const { value } = await packets.next();
  expect(value?.frame).toBe(1);
});

test('a file that is not there, and a folder, are refused in plain words', async () => {
  for (const path of [join(folder, 'missing'), folder]) {
    const { error } = await reading(readCaptureFile(path, () => true));
    expect(error).toBeInstanceOf(UserError);
  }
});

const hasTcpdump = spawnSync('tcpdump', ['--version'], { env: { PATH: toolPath } }).error === undefined;

test.skipIf(!hasTcpdump)('a format that only libpcap knows is read through tcpdump', async () => {
  // "Modified" pcap, as a libpcap of old wrote it: 8 more bytes in the head of each packet.
  const bytes = Buffer.alloc(60, 7);
  const whole = pcapFile([{ seconds: 1, fraction: 5, bytes }], { isLittleEndian: true });
  const modified = Buffer.concat([whole.subarray(0, 40), Buffer.alloc(8), bytes]);
  modified.writeUInt32LE(0xa1b2cd34, 0);
  const { packets, error } = await file(modified);
  expect(error).toBeUndefined();
  expect(packets).toMatchObject([{ frame: 1, time: { seconds: 1, nanoseconds: 5000 }, bytes: new Uint8Array(bytes) }]);
});
