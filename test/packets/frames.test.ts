import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CapturedPacket } from '../../src/packets/capture/captured-packet.ts';
import { mayBeDhcp } from '../../src/packets/capture/filter.ts';
import { decodePacket } from '../../src/packets/decode-packet.ts';
import { bootReply, bootRequest, type DhcpOption, dhcpMessage } from '../../src/packets/dhcp/message.ts';
import { dhcpTypeValue } from '../../src/packets/dhcp/message-type.ts';
import { optionFactsOf } from '../../src/packets/dhcp/options.ts';
import { encodeDhcpFrame } from '../../src/packets/encode-frame.ts';
import { examineDhcp } from '../../src/packets/exchanges/examine.ts';
import { dhcpReader } from '../../src/packets/read-dhcp.ts';
import { dhcpJsonWriter } from '../../src/report/dhcp/json.ts';
import { dhcpTextWriter } from '../../src/report/dhcp/text.ts';

const ethernet = 1;

const captured = (bytes: Uint8Array): CapturedPacket => ({
  frame: 1,
  time: undefined,
  linkType: ethernet,
  bytes,
  originalLength: bytes.length,
});

const mac = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(':'));
const address = fc.uint8Array({ minLength: 4, maxLength: 4 }).map((bytes) => bytes.join('.'));

/** Frames as clients and servers send them, with any addresses and with options of any length. */
const frame = fc
  .record({
    srcMac: mac,
    dstMac: mac,
    vlan: fc.option(fc.integer({ min: 1, max: 4094 }), { nil: undefined }),
    clientMac: mac,
    srcIp: address,
    dstIp: address,
    yiaddr: address,
    isReply: fc.boolean(),
    type: fc.constantFrom('DISCOVER' as const, 'OFFER' as const, 'REQUEST' as const, 'ACK' as const, 'NAK' as const),
    xid: fc.integer({ min: 0, max: 0xffffffff }),
    extra: fc.array(fc.record({ code: fc.integer({ min: 100, max: 118 }), value: fc.uint8Array({ maxLength: 300 }) }), {
      maxLength: 3,
    }),
  })
  .map(({ vlan, clientMac, yiaddr, isReply, type, xid, extra, ...addresses }) => {
    const options = [{ code: 53, value: Uint8Array.of(dhcpTypeValue(type)) }, ...extra];
    const op = isReply ? bootReply : bootRequest;
    const message = dhcpMessage({ op, xid, chaddr: clientMac, yiaddr, options });
    const tag = vlan === undefined ? {} : { vlan };
    return {
      facts: { ...addresses, vlan, clientMac, yiaddr, type, xid },
      bytes: encodeDhcpFrame({ ...addresses, ...tag, message }),
    };
  });

/** A link layer in front of an IPv4 packet, and the VLANs that it tells. */
interface Wrapping {
  readonly linkType: number;
  readonly head: (ethernet: Uint8Array) => Uint8Array;
  readonly vlan: readonly number[];
}

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const half = (value: number) => Uint8Array.of(value >> 8, value & 0xff);

const tagged = fc
  .array(fc.record({ type: fc.constantFrom(0x8100, 0x88a8, 0x9100), id: fc.integer({ min: 0, max: 4095 }) }), {
    maxLength: 3,
  })
  .map((tags): Wrapping => {
    const types = [...tags.map(({ type }) => type), 0x0800];
    const rest = tags.flatMap(({ id }, index) => [half(id), half(types[index + 1] ?? 0)]);
    return {
      linkType: ethernet,
      head: (whole) => Buffer.concat([whole.subarray(0, 12), half(types[0] ?? 0), ...rest]),
      vlan: tags.map(({ id }) => id),
    };
  });

const others: readonly Omit<Wrapping, 'vlan'>[] = [
  { linkType: 113, head: (whole) => Buffer.concat([hex('0004 0001 0006'), whole.subarray(6, 12), hex('0000 0800')]) },
  {
    linkType: 276,
    head: (whole) => Buffer.concat([hex('0800 0000 00000002 0001 04 06'), whole.subarray(6, 12), hex('0000')]),
  },
  { linkType: 12, head: () => hex('') },
  { linkType: 101, head: () => hex('') },
  { linkType: 0, head: () => hex('02000000') },
];

const wrapped = fc
  .record({
    sent: frame,
    wrapping: fc.oneof(
      tagged,
      fc.constantFrom(...others).map((some) => ({ ...some, vlan: [] })),
    ),
  })
  .filter(({ sent }) => sent.facts.vlan === undefined)
  .map(({ sent, wrapping }) => ({
    facts: { ...sent.facts, vlan: wrapping.vlan },
    linkType: wrapping.linkType,
    ip: wrapping.head(sent.bytes).length,
    bytes: Buffer.concat([wrapping.head(sent.bytes), sent.bytes.subarray(14)]),
  }));

/** One after the other, as the command reads, examines and reports them. */
function report(packets: readonly CapturedPacket[]): string {
  const events = packets
    .filter(({ linkType, bytes }) => mayBeDhcp(linkType, bytes, 0, bytes.length))
    .flatMap(dhcpReader());
  const read = events.flatMap((event) => (event.kind === 'dhcp' ? [event.packet] : []));
  const skipped = events.flatMap((event) => (event.kind === 'skipped' ? [event] : []));
  return [dhcpTextWriter(false, 80), dhcpJsonWriter()]
    .map((writer) => `${read.map(writer.packet).join('')}${writer.end(examineDhcp(read), skipped)}`)
    .join('');
}

describe('a DHCP frame', () => {
  test('that was encoded is decoded to the same, with a good checksum', () => {
    fc.assert(
      fc.property(frame, ({ facts, bytes }) => {
        const decoded = decodePacket(captured(bytes));
        if (decoded.kind !== 'dhcp') throw new Error(`decoded as ${decoded.kind}`);
        const { packet } = decoded;
        expect(packet).toMatchObject({
          type: facts.type,
          srcMac: facts.srcMac,
          dstMac: facts.dstMac,
          srcIp: facts.srcIp,
          dstIp: facts.dstIp,
          clientMac: facts.clientMac,
          yiaddr: facts.yiaddr,
          vlan: facts.vlan === undefined ? [] : [facts.vlan],
          xid: `0x${facts.xid.toString(16).padStart(8, '0')}`,
          udpChecksum: 'good',
        });
      }),
    );
  });

  test('is the same behind any link layer and any tags', () => {
    fc.assert(
      fc.property(wrapped, ({ facts, linkType, bytes }) => {
        expect(mayBeDhcp(linkType, bytes, 0, bytes.length)).toBe(true);
        expect(decodePacket({ ...captured(bytes), linkType })).toMatchObject({
          kind: 'dhcp',
          packet: {
            type: facts.type,
            srcIp: facts.srcIp,
            clientMac: facts.clientMac,
            yiaddr: facts.yiaddr,
            vlan: facts.vlan,
            udpChecksum: 'good',
          },
        });
      }),
    );
  });

  test('that was changed, cut or torn anywhere is read or refused, but never throws', () => {
    const spoiled = wrapped.chain(({ linkType, ip, bytes }) =>
      fc.record({
        linkType: fc.constant(linkType),
        ip: fc.constant(ip),
        bytes: fc.constant(bytes),
        changes: fc.array(fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) }), { maxLength: 4 }),
        length: fc.oneof(fc.constant(bytes.length), fc.nat(bytes.length)),
        // Whole, the first fragment, a further one.
        fragment: fc.constantFrom(0, 0x2000, 0x00b9),
      }),
    );
    fc.assert(
      fc.property(fc.array(spoiled, { minLength: 1, maxLength: 3 }), (all) => {
        const packets = all.map(({ linkType, ip, bytes, changes, length, fragment }, index) => {
          const copy = Uint8Array.from(bytes);
          copy.set(half(fragment), ip + 6);
          for (const { at, byte } of changes) copy[at] = byte;
          return {
            ...captured(copy.subarray(0, length)),
            frame: index + 1,
            linkType,
            originalLength: bytes.length,
          };
        });
        for (const packet of packets) {
          const { kind } = decodePacket(packet);
          expect(['dhcp', 'unreadable', 'fragment', 'other']).toContain(kind);
          // What the filter passes over could not have been read either.
          if (!mayBeDhcp(packet.linkType, packet.bytes, 0, packet.bytes.length)) expect(kind).toBe('other');
        }
        expect(report(packets)).toContain('qdoctor.dhcp/1');
      }),
      { numRuns: 500 },
    );
  });
});

test('classless routes name as many bytes of a destination as its prefix needs (RFC 3442)', () => {
  const value = Uint8Array.of(24, 10, 11, 12, 10, 0, 0, 1, 0, 10, 0, 0, 254);
  const routes = [
    { destination: '10.11.12.0/24', router: '10.0.0.1' },
    { destination: '0.0.0.0/0', router: '10.0.0.254' },
  ];
  const facts = (...options: readonly DhcpOption[]) => optionFactsOf(dhcpMessage({ op: bootReply, xid: 1, options }));
  expect(facts({ code: 121, value }).routes).toEqual(routes);
  expect(facts({ code: 249, value }).routes).toEqual(routes);
  const microsoft = { code: 249, value: Uint8Array.of(0, 10, 0, 0, 9) };
  expect(facts(microsoft, { code: 121, value }, microsoft).routes).toEqual(routes);
  expect(facts().routes).toBeNull();
});

test('relay agent information is read by its sub-options (RFC 3046)', () => {
  const value = Uint8Array.of(1, 2, 0xab, 0xcd, 5, 4, 10, 0, 0, 0);
  const message = dhcpMessage({ op: bootRequest, xid: 1, options: [{ code: 82, value }] });
  expect(optionFactsOf(message).relayAgent).toEqual({
    circuitId: 'abcd',
    remoteId: null,
    linkSelection: '10.0.0.0',
    subscriberId: null,
  });
});
