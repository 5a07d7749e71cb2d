import { describe, expect, test } from 'vitest';
import { mayBeDhcp } from '../../src/packets/capture/filter.ts';
import { decodePacket } from '../../src/packets/decode-packet.ts';
import { bootRequest, dhcpMessage } from '../../src/packets/dhcp/message.ts';
import { encodeDhcpFrame } from '../../src/packets/encode-frame.ts';
import { dhcpReader } from '../../src/packets/read-dhcp.ts';

const mac = 'fa:16:3e:00:00:11';
const frame = encodeDhcpFrame({
  srcMac: mac,
  dstMac: 'ff:ff:ff:ff:ff:ff',
  srcIp: '0.0.0.0',
  dstIp: '255.255.255.255',
  message: dhcpMessage({ op: bootRequest, xid: 7, chaddr: mac, options: [{ code: 53, value: Uint8Array.of(1) }] }),
});
const packet = frame.subarray(14);
const macBytes = frame.subarray(6, 12);
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

const captured = (linkType: number, ...parts: readonly Uint8Array[]) => {
  const bytes = Buffer.concat(parts);
  return { frame: 1, time: undefined, linkType, bytes, originalLength: bytes.length };
};

function read(linkType: number, ...parts: readonly Uint8Array[]) {
  const input = captured(linkType, ...parts);
  expect(mayBeDhcp(linkType, input.bytes, 0, input.bytes.length)).toBe(true);
  const decoded = decodePacket(input);
  if (decoded.kind !== 'dhcp') throw new Error(`read as ${decoded.kind}`);
  return decoded.packet;
}

describe('DHCP is read behind', () => {
  test.each<[name: string, linkType: number, head: Uint8Array, srcMac: string | null, vlan: readonly number[]]>([
    ['Ethernet', 1, frame.subarray(0, 14), mac, []],
    ['802.1Q', 1, Buffer.concat([frame.subarray(0, 12), hex('8100 6007 0800')]), mac, [7]],
    ['QinQ', 1, Buffer.concat([frame.subarray(0, 12), hex('88a8 0064 8100 0008 0800')]), mac, [100, 8]],
    ['LLC and SNAP', 1, Buffer.concat([frame.subarray(0, 12), hex('0150 aaaa03 000000 0800')]), mac, []],
    ['Linux cooked v1', 113, Buffer.concat([hex('0004 0001 0006'), macBytes, hex('0000 0800')]), mac, []],
    [
      'Linux cooked v1 with a tag',
      113,
      Buffer.concat([hex('0004 0001 0006'), macBytes, hex('0000 8100 0007 0800')]),
      mac,
      [7],
    ],
    ['Linux cooked v2', 276, Buffer.concat([hex('0800 0000 00000002 0001 04 06'), macBytes, hex('0000')]), mac, []],
    ['raw IP', 101, hex(''), null, []],
    ['raw IPv4', 228, hex(''), null, []],
    ['BSD loopback', 0, hex('02000000'), null, []],
    ['OpenBSD loopback', 108, hex('00000002'), null, []],
    [
      '802.11 with a radiotap header',
      127,
      Buffer.concat([
        hex('0000 0800 00000000 8801 0000 001122334455'),
        macBytes,
        hex('ffffffffffff 0000 0000 aaaa03 000000 0800'),
      ]),
      mac,
      [],
    ],
  ])('%s', (_name, linkType, head, srcMac, vlan) => {
    expect(read(linkType, head, packet)).toMatchObject({
      type: 'DISCOVER',
      clientMac: mac,
      srcMac,
      vlan,
      udpChecksum: 'good',
    });
  });

  test('IPv4 with options', () => {
    const withOptions = Buffer.concat([hex('46'), packet.subarray(1, 20), hex('94040000'), packet.subarray(20)]);
    withOptions.writeUInt16BE(withOptions.length, 2);
    expect(read(101, withOptions)).toMatchObject({ type: 'DISCOVER', udpChecksum: 'good' });
  });
});

describe('the UDP checksum', () => {
  const spoiled = (at: number, bytes: readonly number[]) => {
    const copy = Uint8Array.from(packet);
    copy.set(bytes, at);
    return copy;
  };

  test('of 0 is absent', () => {
    expect(read(101, spoiled(26, [0, 0])).udpChecksum).toBe('absent');
  });

  test('is bad where a byte differs, and then was not left to the network card', () => {
    expect(read(101, spoiled(40, [9]))).toMatchObject({ udpChecksum: 'bad', isChecksumLeftOut: false });
  });

  test('that covers only the addresses was left to the network card', () => {
    const length = packet.length - 20;
    // 0.0.0.0 and 255.255.255.255, protocol 17, and the length.
    const sum = (0xffff * 2 + 17 + length) % 0xffff;
    expect(read(101, spoiled(26, [sum >> 8, sum & 0xff]))).toMatchObject({
      udpChecksum: 'bad',
      isChecksumLeftOut: true,
    });
  });

  test('of a packet that was cut short can not be verified', () => {
    const decoded = decodePacket({ ...captured(101, packet.subarray(0, 120)), originalLength: packet.length });
    expect(decoded).toMatchObject({ kind: 'dhcp', packet: { udpChecksum: 'unverified', type: null } });
  });
});

describe('told with the reason, and passed over:', () => {
  const skipped = (...inputs: readonly ReturnType<typeof captured>[]): readonly string[] => {
    const eventsOf = dhcpReader();
    return inputs.flatMap((input, index) =>
      eventsOf({ ...input, frame: index + 1 }).map((event) => (event.kind === 'skipped' ? event.reason : 'read')),
    );
  };
  const fragment = (flags: number) => {
    const copy = Uint8Array.from(packet);
    copy.set([flags >> 8, flags & 0xff], 6);
    return captured(101, copy);
  };

  test('a packet that was cut short before the client is named', () => {
    const cut = { ...captured(1, frame.subarray(0, 60)), originalLength: frame.length };
    expect(skipped(cut)).toEqual([`cut short at 60 of ${frame.length} bytes`]);
  });

  test('a packet that was cut short within its options is read as far as it goes', () => {
    const cut = { ...captured(1, frame.subarray(0, 200)), originalLength: frame.length };
    expect(skipped(cut)).toEqual(['read', `cut short at 200 of ${frame.length} bytes`]);
  });

  test('the fragments of a packet, the first of which has the ports and most of the message', () => {
    const [first, reason, second] = skipped(fragment(0x2000), fragment(0x0010));
    expect([first, reason]).toEqual(['read', expect.stringContaining('the first fragment of an IPv4 packet')]);
    expect(second).toContain('a further fragment of the IPv4 packet of frame 1');
    expect(skipped(fragment(0x0010))).toEqual([]);
  });

  test('a first fragment is read as far as it goes, and its checksum can not be verified', () => {
    const cut = Uint8Array.from(packet.subarray(0, 20 + 8 + 248));
    cut.set([cut.length >> 8, cut.length & 0xff, 0, 7, 0x20, 0], 2);
    expect(read(101, cut)).toMatchObject({
      type: 'DISCOVER',
      clientMac: mac,
      udpChecksum: 'unverified',
      incomplete: 'the first fragment of an IPv4 packet (0.0.0.0 > 255.255.255.255 id 0x7)',
    });
  });

  test('a first fragment that ends before the client is named, and those that follow it', () => {
    const short = Uint8Array.from(packet.subarray(0, 60));
    short.set([0, 60, 0, 0, 0x20, 0], 2);
    expect(skipped(captured(101, short), fragment(0x0010))).toEqual([
      expect.stringContaining('the first fragment'),
      expect.stringContaining('a further fragment'),
    ]);
  });

  test('link types that are not known, once for each', () => {
    expect(skipped(captured(220, packet), captured(220, packet), captured(147, packet))).toHaveLength(2);
  });

  test('other traffic, without a word', () => {
    const dns = Uint8Array.from(packet);
    dns.set([0, 53, 0, 53], 20);
    expect(skipped(captured(101, dns), captured(1, frame.subarray(0, 10)), captured(1, hex('')))).toEqual([]);
  });
});
