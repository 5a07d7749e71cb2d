import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { readCaptureFile } from '../../src/packets/capture/file.ts';
import type { DhcpFacts } from '../../src/packets/dhcp-packet.ts';
import { examineDhcp } from '../../src/packets/exchanges/examine.ts';
import { dhcpReader } from '../../src/packets/read-dhcp.ts';
import { isTcpdumpText, readTcpdumpText } from '../../src/packets/text/tcpdump-text.ts';

const folder = join(packageRoot, 'test/recordings/symptoms');
const textOf = (file: string): string => readFileSync(join(folder, file), 'utf8');

const packetsIn = (text: string): readonly DhcpFacts[] =>
  readTcpdumpText(text).flatMap((event) => (event.kind === 'dhcp' ? event.packet : []));

async function captured(): Promise<readonly DhcpFacts[]> {
  const read = dhcpReader();
  const packets: DhcpFacts[] = [];
  for await (const batch of readCaptureFile(join(folder, 'dhcp-answered.pcap'), () => true)) {
    for (const event of batch.flatMap(read)) if (event.kind === 'dhcp') packets.push(event.packet);
  }
  return packets;
}

/** What tcpdump does not print, prints in words of its own, or leaves out without a date. */
const comparable = ({ time, clientId, parameterList, optionCodes, relayAgent, ...rest }: DhcpFacts) => ({
  ...rest,
  microseconds: time === undefined ? undefined : Math.floor(time.nanoseconds / 1000),
});

describe('one exchange, captured and printed by tcpdump at the same time', () => {
  test('with -e and -vvv it says the same', async () => {
    const printed = packetsIn(textOf('tcpdump-dhcp-answered-e-vvv'));
    expect(printed.map(comparable)).toEqual((await captured()).map(comparable));
  });

  test('with -v it lacks the MACs of the frames and the checksums', async () => {
    const printed = packetsIn(textOf('tcpdump-dhcp-answered-v')).map(comparable);
    const lacking = { srcMac: null, dstMac: null, udpChecksum: 'unverified', isChecksumLeftOut: false };
    expect(printed).toEqual((await captured()).map((packet) => ({ ...comparable(packet), ...lacking })));
    expect(examineDhcp(packetsIn(textOf('tcpdump-dhcp-answered-v'))).exchanges).toMatchObject([
      { outcome: 'completed' },
    ]);
  });

  test.each(['tcpdump-dhcp-answered', 'tcpdump-dhcp-answered-tttt'])('%s tells neither type nor outcome', (file) => {
    const events = readTcpdumpText(textOf(file));
    expect(events.filter(({ kind }) => kind === 'skipped')).toHaveLength(4);
    expect(examineDhcp(packetsIn(textOf(file)))).toEqual({ exchanges: [], problems: [] });
  });
});

test('requests without any answer need no type', () => {
  const { problems } = examineDhcp(packetsIn(textOf('tcpdump-dhcp-no-answer')));
  expect(problems).toMatchObject([{ kind: 'no-offer', summary: expect.stringContaining('3 times in 2.0 s') }]);
});

test('a clock goes on over midnight', () => {
  const line = (time: string) =>
    `${time} IP 0.0.0.0.68 > 255.255.255.255.67: BOOTP/DHCP, Request from fa:16:3e:00:00:01, length 300\n`;
  const [first, second] = packetsIn(`${line('23:59:59.900000')}${line('00:00:00.100000')}`);
  expect((second?.time?.seconds ?? 0) - (first?.time?.seconds ?? 0)).toBe(1);
});

test('options of tcpdump 3.9 and 4.0, a VLAN, a relay, routes and a NAK', () => {
  const text = `09:00:00.000001 fa:16:3e:00:00:02 > fa:16:3e:00:00:01, ethertype 802.1Q (0x8100), length 346: vlan 12, p 0, ethertype IPv4, (tos 0x0, ttl 64, id 0, offset 0, flags [none], proto UDP (17), length 328)
    10.0.0.2.bootps > 10.0.0.5.bootpc: [udp sum ok] BOOTP/DHCP, Reply, length 300, hops 1, xid 0xa1, secs 3, Flags [Broadcast] (0x8000)
\t  Your-IP 10.0.0.5
\t  Gateway-IP 10.0.0.9
\t  Client-Ethernet-Address fa:16:3e:00:00:01
\t    DHCP-Message Option 53, length 1: NACK
\t    MSG Option 56, length 13: "wrong network"
\t    Classless-Static-Route (121), length 14: (169.254.169.254/32:10.0.0.2),(default:10.0.0.1)
\t    MTU (26), length 2: 1450
`;
  expect(packetsIn(text)).toMatchObject([
    {
      ...{
        type: 'NAK',
        op: 2,
        xid: '0x000000a1',
        vlan: [12],
        hops: 1,
        secs: 3,
        isBroadcast: true,
        udpChecksum: 'good',
      },
      ...{ yiaddr: '10.0.0.5', giaddr: '10.0.0.9', errorText: 'wrong network', mtu: 1450, incomplete: null },
      routes: [
        { destination: '169.254.169.254/32', router: '10.0.0.2' },
        { destination: '0.0.0.0/0', router: '10.0.0.1' },
      ],
    },
  ]);
});

test.each([
  ['a capture', readFileSync(join(folder, 'dhcp-answered.pcap')), false],
  ['prose', Buffer.from('Dear all,\nour DHCP does not work.\n'), false],
  ['a text of tcpdump', Buffer.from(textOf('tcpdump-n')), true],
  ['one with its first words', Buffer.from('tcpdump: verbose output suppressed, use -v or -vv\n'), true],
])('%s is told from a text of tcpdump', (_, bytes, expected) => {
  expect(isTcpdumpText(bytes.subarray(0, 4096))).toBe(expected);
});

test('garbage is no packet, and no crash', () => {
  expect(packetsIn('BOOTP/DHCP, Request\n\u0000\n12:00 IP\n')).toEqual([]);
  expect(packetsIn('10:00:00.000000 IP a.68 > b.67: BOOTP/DHCP, unknown (0x07), length 10\n')).toMatchObject([
    { type: null, incomplete: expect.stringContaining('-n') },
  ]);
});
