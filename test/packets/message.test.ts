import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeDhcpMessage } from '../../src/packets/dhcp/decode.ts';
import { encodeDhcpMessage } from '../../src/packets/dhcp/encode.ts';
import { bootRequest, type DhcpMessage, dhcpMessage } from '../../src/packets/dhcp/message.ts';

const byte = fc.nat(255);
const word = fc.nat(0xffff);
const address = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => bytes.join('.'));
const text = (maxLength: number) =>
  fc.uint8Array({ maxLength }).map((bytes) => Buffer.from(bytes.filter((code) => code !== 0)).toString('latin1'));

const options = fc.uniqueArray(
  fc.record({
    // All but pad, overload and end, which belong to the encoding itself.
    code: fc.integer({ min: 1, max: 254 }).filter((code) => code !== 52),
    value: fc.uint8Array({ maxLength: 700 }),
  }),
  { selector: ({ code }) => code, maxLength: 6 },
);

const message: fc.Arbitrary<DhcpMessage> = fc.record({
  op: fc.constantFrom(1, 2),
  htype: byte,
  hops: byte,
  xid: fc.nat(0xffffffff),
  secs: word,
  flags: word,
  ciaddr: address,
  yiaddr: address,
  siaddr: address,
  giaddr: address,
  chaddr: fc
    .uint8Array({ maxLength: 16 })
    .map((bytes) => [...bytes].map((code) => code.toString(16).padStart(2, '0')).join(':')),
  sname: text(64),
  file: text(128),
  options,
});

/** A message with the value of an option as plain numbers, since a Buffer is another type than its bytes. */
const plain = ({ options: some, ...rest }: DhcpMessage) => ({
  ...rest,
  options: some.map(({ code, value }) => ({ code, value: [...value] })),
});

const decoded = (bytes: Uint8Array) => {
  const result = decodeDhcpMessage(bytes);
  if (result === undefined) throw new Error('it was not decoded');
  return result;
};

describe('a message', () => {
  test('that was encoded is decoded to the same', () => {
    fc.assert(
      fc.property(message, (sent) => {
        const { message: got, incomplete } = decoded(encodeDhcpMessage(sent));
        expect(plain(got)).toEqual(plain(sent));
        expect(incomplete).toBeUndefined();
      }),
    );
  });

  test('of any bytes at all is read or refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => void decodeDhcpMessage(bytes)));
  });

  test('splits an option of more than 255 bytes (RFC 3396)', () => {
    const value = new Uint8Array(600).fill(7);
    const sent = dhcpMessage({ op: bootRequest, xid: 1, options: [{ code: 119, value }] });
    expect(decoded(encodeDhcpMessage(sent)).optionCodes).toEqual([119, 119, 119, 255]);
  });

  test('holds options in the fields file and sname (RFC 2132, 9.3)', () => {
    const area = [53, 1, 1, 52, 1, 3, 12, 2, 97, 98, 255];
    const bytes = encodeDhcpMessage(dhcpMessage({ op: bootRequest, xid: 1 }));
    bytes.set([0x63, 0x82, 0x53, 0x63, ...area], 236);
    bytes.set([12, 2, 99, 100, 255], 108);
    bytes.set([12, 2, 101, 102, 15, 1, 120, 255], 44);
    const { message: got, optionCodes } = decoded(bytes);
    expect([got.sname, got.file]).toEqual(['', '']);
    // Joined in the order options, file, sname, though Wireshark lists them in another.
    expect(got.options.map(({ code, value }) => [code, Buffer.from(value).toString()])).toEqual([
      [53, '\u0001'],
      [12, 'abcdef'],
      [15, 'x'],
    ]);
    expect(optionCodes).toEqual([53, 52, 12, 15, 255, 12, 255, 12, 255]);
  });

  test('joins what options, file and sname hold of an option, in this order (RFC 3396, 7)', () => {
    const part = fc.record({ code: fc.constantFrom(12, 15, 119), value: fc.uint8Array({ maxLength: 18 }) });
    // As many as surely fit: 128 and 64 bytes, each option with code and length, and the end.
    const areas = fc.record({
      behindCookie: fc.array(part),
      inFile: fc.array(part, { maxLength: 6 }),
      inSname: fc.array(part, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(areas, ({ behindCookie, inFile, inSname }) => {
        const area = (some: typeof behindCookie) => some.flatMap(({ code, value }) => [code, value.length, ...value]);
        const options = [99, 130, 83, 99, 53, 1, 1, 52, 1, 3, ...area(behindCookie), 255];
        const bytes = new Uint8Array(236 + options.length);
        bytes.set(options, 236);
        bytes.set([...area(inFile), 255], 108);
        bytes.set([...area(inSname), 255], 44);
        const expected = new Map<number, number[]>([[53, [1]]]);
        for (const { code, value } of [...behindCookie, ...inFile, ...inSname])
          expected.set(code, [...(expected.get(code) ?? []), ...value]);
        const { message: got, incomplete } = decoded(bytes);
        expect(new Map(got.options.map(({ code, value }) => [code, [...value]]))).toEqual(expected);
        expect([incomplete, got.file, got.sname]).toEqual([undefined, '', '']);
      }),
    );
  });

  test.each([
    ['an option that runs past the end', [53, 1, 1, 12, 200, 97], 'option 12 runs past the end of the packet', [53]],
    ['an option without its length', [53, 1, 1, 12], 'option 12 runs past the end of the packet', [53]],
    ['pads between options', [0, 0, 53, 1, 1, 0, 0, 255], undefined, [53, 255]],
    ['no end', [53, 1, 1], undefined, [53]],
  ])('with %s', (_name, area, incomplete, codes) => {
    const bytes = Buffer.alloc(240 + area.length);
    bytes.set([1, 1, 6]);
    bytes.set([0x63, 0x82, 0x53, 0x63, ...area], 236);
    expect(decoded(bytes)).toMatchObject({ incomplete, optionCodes: codes });
  });

  test('of BOOTP has no options; after a wrong cookie none are read', () => {
    const bootp = encodeDhcpMessage(dhcpMessage({ op: bootRequest, xid: 1 }));
    expect(decoded(bootp)).toMatchObject({ incomplete: undefined, optionCodes: [] });
    bootp.set([1, 2, 3, 4, 53, 1, 1, 255], 236);
    expect(decoded(bootp).incomplete).toContain('0x01020304');
    expect(decoded(bootp).optionCodes).toEqual([]);
  });

  test.each([
    [{ chaddr: 'no address' }],
    [{ yiaddr: '10.0.0.256' }],
    [{ sname: 'x'.repeat(65) }],
    [{ options: [{ code: 255, value: new Uint8Array(1) }] }],
  ])('that no message can hold is refused: %j', (fields) => {
    expect(() => encodeDhcpMessage(dhcpMessage({ op: bootRequest, xid: 1, ...fields }))).toThrow(RangeError);
  });
});
