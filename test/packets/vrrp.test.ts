import { expect, test } from 'vitest';
import { readAdvertisement } from '../../src/packets/vrrp.ts';
import { announcement } from '../support/edits/wire.ts';

const captured = (bytes: Uint8Array) => ({
  frame: 1,
  time: { seconds: 1_800_000_000, nanoseconds: 500_000_000, digits: 6 as const },
  linkType: 1,
  bytes,
  originalLength: bytes.length,
});

const { bytes } = announcement('169.254.195.77', 178, 100);

test('an announcement is read', () => {
  expect(readAdvertisement(captured(bytes))).toEqual({
    source: '169.254.195.77',
    virtualRouterId: 178,
    priority: 100,
    seconds: 1_800_000_000.5,
  });
});

test('one that is cut short is none, wherever it is cut', () => {
  for (let length = 0; length < 14 + 20 + 8; length += 1)
    expect(readAdvertisement(captured(bytes.subarray(0, length)))).toBeUndefined();
});

test.each([
  ['another protocol', 14 + 9, 1],
  ['a later fragment', 14 + 7, 1],
  ['another type of message', 14 + 20, 0x22],
])('%s is none', (_, at, value) => {
  const changed = Uint8Array.from(bytes);
  changed[at] = value;
  expect(readAdvertisement(captured(changed))).toBeUndefined();
});
