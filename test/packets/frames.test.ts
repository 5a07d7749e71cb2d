import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CapturedPacket } from '../../src/packets/capture/captured-packet.ts';
import { decodePacket } from '../../src/packets/decode-packet.ts';
import { bootReply, bootRequest, type DhcpOption, dhcpMessage } from '../../src/packets/dhcp/message.ts';
import { dhcpTypeValue } from '../../src/packets/dhcp/message-type.ts';
import { optionFactsOf } from '../../src/packets/dhcp/options.ts';
import { encodeDhcpFrame } from '../../src/packets/encode-frame.ts';

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
      told: { ...addresses, vlan, clientMac, yiaddr, type, xid },
      bytes: encodeDhcpFrame({ ...addresses, ...tag, message }),
    };
  });

describe('a DHCP frame', () => {
  test('that was encoded is decoded to the same, with a good checksum', () => {
    fc.assert(
      fc.property(frame, ({ told, bytes }) => {
        const decoded = decodePacket(captured(bytes));
        if (decoded.kind !== 'dhcp') throw new Error(`decoded as ${decoded.kind}`);
        const { packet } = decoded;
        expect(packet).toMatchObject({
          type: told.type,
          srcMac: told.srcMac,
          dstMac: told.dstMac,
          srcIp: told.srcIp,
          dstIp: told.dstIp,
          clientMac: told.clientMac,
          yiaddr: told.yiaddr,
          vlan: told.vlan === undefined ? [] : [told.vlan],
          xid: `0x${told.xid.toString(16).padStart(8, '0')}`,
          udpChecksum: 'good',
        });
      }),
    );
  });

  test('that was changed or cut anywhere is read or refused, but never throws', () => {
    const spoiled = fc.record({
      sent: frame,
      at: fc.nat(),
      byte: fc.integer({ min: 0, max: 255 }),
      length: fc.nat(),
    });
    fc.assert(
      fc.property(spoiled, ({ sent, at, byte, length }) => {
        const bytes = Uint8Array.from(sent.bytes.subarray(0, length % (sent.bytes.length + 1)));
        if (bytes.length > 0) bytes[at % bytes.length] = byte;
        expect(['dhcp', 'unreadable', 'fragment', 'other']).toContain(decodePacket(captured(bytes)).kind);
      }),
      { numRuns: 1000 },
    );
  });
});

test('classless routes name as many bytes of a destination as its prefix needs (RFC 3442)', () => {
  const value = Uint8Array.of(24, 10, 11, 12, 10, 0, 0, 1, 0, 10, 0, 0, 254);
  const routes = [
    { destination: '10.11.12.0/24', router: '10.0.0.1' },
    { destination: '0.0.0.0/0', router: '10.0.0.254' },
  ];
  const told = (...options: readonly DhcpOption[]) => optionFactsOf(dhcpMessage({ op: bootReply, xid: 1, options }));
  expect(told({ code: 121, value }).routes).toEqual(routes);
  expect(told({ code: 249, value }).routes).toEqual(routes);
  const microsoft = { code: 249, value: Uint8Array.of(0, 10, 0, 0, 9) };
  expect(told(microsoft, { code: 121, value }, microsoft).routes).toEqual(routes);
  expect(told().routes).toBeNull();
});

test('relay agent information is told by its sub-options (RFC 3046)', () => {
  const value = Uint8Array.of(1, 2, 0xab, 0xcd, 5, 4, 10, 0, 0, 0);
  const message = dhcpMessage({ op: bootRequest, xid: 1, options: [{ code: 82, value }] });
  expect(optionFactsOf(message).relayAgent).toEqual({
    circuitId: 'abcd',
    remoteId: null,
    linkSelection: '10.0.0.0',
    subscriberId: null,
  });
});
