import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { examineDhcp } from '../../src/packets/exchanges/examine.ts';
import { exchangesOf, grantOf, type Outcome } from '../../src/packets/exchanges/exchange.ts';
import type { DhcpExpectations } from '../../src/packets/exchanges/expectations.ts';
import { type Line, sessionOf } from './session.ts';

const lease = ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'] as const;

describe('the outcome of an exchange', () => {
  test.each<[name: string, lines: readonly (Line | Line['type'])[], outcome: Outcome]>([
    ['of a lease', lease, 'completed'],
    ['seen at two points of its way', [...lease.flatMap((type) => [type, type])], 'completed'],
    ['of a lease with two servers, one of them late', [...lease.slice(0, 3), 'OFFER', 'ACK'], 'completed'],
    ['without an answer', ['DISCOVER', { type: 'DISCOVER', after: 4 }], 'no-offer'],
    ['with offers only', ['DISCOVER', 'OFFER', { type: 'DISCOVER', after: 4 }, 'OFFER'], 'offer-ignored'],
    ['with a REQUEST that nobody answers', ['DISCOVER', 'OFFER', 'REQUEST', { type: 'REQUEST', after: 4 }], 'no-ack'],
    ['of a REQUEST alone', ['REQUEST', 'ACK'], 'completed'],
    ['refused', ['REQUEST', 'NAK'], 'nak'],
    ['refused by one and given by another server', [...lease, 'NAK'], 'completed'],
    ['refused, then begun anew', ['REQUEST', 'NAK', ...lease], 'completed'],
    ['declined', [...lease, 'DECLINE'], 'declined'],
    ['of a lease that is given back', [...lease, { type: 'RELEASE', after: 9 }], 'released'],
    ['of a renewal without an answer', [...lease, { type: 'REQUEST', after: 3600 }], 'no-ack'],
    ['of an INFORM', ['INFORM', 'ACK'], 'inform-answered'],
    ['of an INFORM without an answer', ['INFORM'], 'inform-unanswered'],
    ['of which only the server is seen', ['OFFER', 'ACK'], 'server-only'],
    ['with a rapid commit', ['DISCOVER', 'ACK'], 'completed'],
  ])('%s', (_name, lines, outcome) => {
    expect(exchangesOf(sessionOf(...lines)).map((exchange) => exchange.outcome)).toEqual([outcome]);
  });

  test('gives the address of its ACK, whoever offers another one later, and that server is a problem of its own', () => {
    const late = {
      type: 'OFFER',
      after: 1,
      server: '10.0.0.77',
      serverMac: '00:50:56:00:00:77',
      address: '10.0.0.113',
    } as const;
    const packets = sessionOf(...lease, late);
    const [exchange] = exchangesOf(packets);
    expect(exchange?.outcome).toBe('completed');
    expect(exchange === undefined ? undefined : grantOf(exchange)).toMatchObject({ type: 'ACK', yiaddr: '10.0.0.5' });
    const { problems } = examineDhcp(packets);
    expect(problems.map(({ kind, summary }) => [kind, summary.includes('10.0.0.77')])).toEqual([
      ['rogue-server', true],
    ]);
  });

  test('is told for each client and xid', () => {
    const packets = sessionOf(
      'DISCOVER',
      { type: 'DISCOVER', xid: 2 },
      { type: 'DISCOVER', client: 'fa:16:3e:00:00:12' },
    );
    expect(exchangesOf(packets)).toHaveLength(3);
  });

  test('of a client that takes another xid for its REQUEST is that of the REQUEST', () => {
    const packets = sessionOf('DISCOVER', 'OFFER', { type: 'REQUEST', xid: 2 }, { type: 'ACK', xid: 2 });
    expect(exchangesOf(packets).map(({ outcome }) => outcome)).toEqual(['completed', 'completed']);
  });
});

test('packets of any order are told, each in one exchange', () => {
  const type = fc.constantFrom('DISCOVER', 'OFFER', 'REQUEST', 'DECLINE', 'ACK', 'NAK', 'RELEASE', 'INFORM');
  const line = fc.record({
    type,
    xid: fc.nat(2),
    after: fc.constantFrom(0, 0.5, 100),
    vlan: fc.integer({ min: 1, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const { exchanges } = examineDhcp(sessionOf(...lines));
      const frames = exchanges.flatMap(({ packets }) => packets.map(({ frame }) => frame));
      expect(frames.toSorted((a, b) => a - b)).toEqual(lines.map((_, index) => index + 1));
    }),
  );
});

/** Problems as `kind: summary`. */
const problemsOf = (lines: readonly (Line | Line['type'])[], expected: DhcpExpectations = {}): readonly string[] =>
  examineDhcp(sessionOf(...lines), expected).problems.map(({ kind, summary }) => `${kind}: ${summary}`);

const rogue = { server: '192.168.66.1', serverMac: '52:54:00:66:66:66', address: '192.168.66.7' };

describe('problems', () => {
  test('none in a lease', () => {
    expect(problemsOf(lease)).toEqual([]);
  });

  test.each<[name: string, lines: readonly (Line | Line['type'])[], problem: RegExp]>([
    ['DISCOVER unanswered', ['DISCOVER', { type: 'DISCOVER', after: 3 }], /^no-offer: .* DISCOVER twice in 3\.0 s/],
    ['OFFER never taken up', ['DISCOVER', 'OFFER'], /^offer-ignored: 10\.0\.0\.2 \(fa:.*\) offered 10\.0\.0\.5 to/],
    ['REQUEST unanswered', ['DISCOVER', 'OFFER', 'REQUEST'], /^no-ack: .* asked for 10\.0\.0\.5 from 10\.0\.0\.2 once/],
    ['refused', ['REQUEST', 'NAK'], /^nak: 10\.0\.0\.2 .* refused fa:16:3e:00:00:11 the address 10\.0\.0\.5 once\.$/],
    ['declined', [...lease, 'DECLINE'], /^declined: .* declined 10\.0\.0\.5 once: another machine/],
    [
      'declined without saying what',
      [...lease, { type: 'DECLINE', message: { options: [{ code: 53, value: Uint8Array.of(4) }] } }],
      /^declined: .* declined 10\.0\.0\.5 once/,
    ],
    ['INFORM unanswered', ['INFORM'], /^inform-unanswered: /],
    [
      'OFFER sent again and again',
      ['DISCOVER', 'OFFER', ...[3, 6, 9].flatMap((after) => [{ type: 'DISCOVER', after }, 'OFFER'] as const)],
      /^offer-ignored: .* offered 10\.0\.0\.5 to fa:16:3e:00:00:11 4 times in 18\.0 s, and the client never asked/,
    ],
    [
      'REQUEST to a server that is not seen',
      ['DISCOVER', 'OFFER', { type: 'REQUEST', server: '10.0.0.99' }],
      /^request-to-other-server: .* asks 10\.0\.0\.99/,
    ],
    ['ACK that does not arrive', [...lease, { type: 'REQUEST', after: 3 }, 'ACK'], /^ack-ignored: /],
    [
      'asked again before it was answered',
      ['DISCOVER', { type: 'DISCOVER', after: 3.5 }, 'OFFER', 'REQUEST', 'ACK'],
      /^retransmitted: .* DISCOVER again once, after 3\.5 s/,
    ],
    [
      'a foreign server beside that of Neutron',
      ['DISCOVER', { type: 'OFFER', ...rogue }, 'OFFER', 'REQUEST', 'ACK'],
      /^rogue-server: .* 192\.168\.66\.1 \(52:54:00:66:66:66\), whose MAC/,
    ],
    [
      'two servers of Neutron, which agree',
      ['DISCOVER', { type: 'OFFER', server: '10.0.0.3', serverMac: 'fa:16:3e:00:00:03' }, 'OFFER', 'REQUEST', 'ACK'],
      /^two-servers: /,
    ],
    [
      'two machines with one server id',
      ['DISCOVER', { type: 'OFFER', serverMac: 'fa:16:3e:00:00:03' }, 'OFFER', 'REQUEST', 'ACK'],
      /^server-id-twice: .*10\.0\.0\.2: fa:16:3e:00:00:03 and fa:16:3e:00:00:02/,
    ],
    [
      'bad checksum',
      ['DISCOVER', { type: 'OFFER', spoilChecksum: true }, 'REQUEST', 'ACK'],
      /^bad-udp-checksum: The UDP checksum of a packet of fa:16:3e:00:00:02 is wrong/,
    ],
    [
      'in the name of another machine',
      [{ type: 'DISCOVER', srcMac: '02:00:00:00:00:01' }, 'OFFER', 'REQUEST', 'ACK'],
      /^client-mac-differs: 02:00:00:00:00:01 sends DHCP in the name of fa:16:3e:00:00:11/,
    ],
    [
      'through a relay',
      [...lease, { type: 'DISCOVER', xid: 2, message: { giaddr: '10.9.0.1', hops: 1 } }, { type: 'ACK', xid: 2 }],
      /^relayed: A packet went through the relay 10\.9\.0\.1/,
    ],
    [
      'answered on another VLAN',
      [
        { type: 'DISCOVER', vlan: 1 },
        { type: 'OFFER', vlan: 2 },
        { type: 'REQUEST', vlan: 1 },
        { type: 'ACK', vlan: 2 },
      ],
      /^reply-on-other-vlan: .* asks on VLAN 1, but 10\.0\.0\.2 .* answers on VLAN 2/,
    ],
    [
      'a router that can not be reached',
      lease.map((type) => ({ type, options: { 1: '255.255.255.0', 3: '10.0.1.1' } })),
      /^router-outside-subnet: /,
    ],
  ])('%s', (_name, lines, problem) => {
    expect(problemsOf(lines)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
  });
});

const given = { 1: '255.255.255.0', 3: '10.0.0.1', 6: '10.0.0.2', 26: 1450, 51: 86_400 };
const required: DhcpExpectations = {
  ranges: ['10.0.0.0/24'],
  routers: ['10.0.0.1'],
  dns: ['10.0.0.2'],
  mtu: 1450,
  leaseSeconds: 86_400,
  serverIds: ['10.0.0.2'],
};

const leaseOf = (options: Readonly<Record<number, string | number>>, rest: Partial<Line> = {}): readonly Line[] =>
  lease.map((type) => (type === 'OFFER' || type === 'ACK' ? { type, options, ...rest } : { type }));

describe('held against what the server was told', () => {
  test('a right lease is fine', () => {
    expect(problemsOf(leaseOf(given), required)).toEqual([]);
  });

  test.each<[name: string, lines: readonly Line[], expected: DhcpExpectations, problem: RegExp]>([
    [
      'address',
      leaseOf(given, { address: '10.0.1.5' }),
      required,
      /^address-outside-subnet: .* gives 10\.0\.1\.5 .* outside 10\.0\.0\.0\/24/,
    ],
    [
      'router',
      leaseOf({ ...given, 3: '10.0.0.254' }),
      required,
      /^wrong-router: .* as router 10\.0\.0\.254 instead of 10\.0\.0\.1, twice/,
    ],
    ['DNS server', leaseOf({ ...given, 6: '8.8.8.8' }), required, /^wrong-dns: .* 8\.8\.8\.8 instead of 10\.0\.0\.2/],
    ['MTU', leaseOf({ ...given, 26: 1500 }), required, /^wrong-mtu: .* 1500 instead of 1450/],
    ['lease time', leaseOf({ ...given, 51: 600 }), required, /^wrong-lease-time: .* 600 s instead of 86400 s/],
    [
      'server',
      leaseOf(given),
      { serverIds: ['10.0.0.3'] },
      /^rogue-server: .* 10\.0\.0\.2 \(fa:16:3e:00:00:02\), twice/,
    ],
    ['VLAN', lease.map((type) => ({ type, vlan: 3 })), { vlan: 4 }, /^wrong-vlan: DHCP came on VLAN 3 4 times/],
  ])('a wrong %s is named', (_name, lines, expected, problem) => {
    expect(problemsOf(lines, expected)).toEqual([expect.stringMatching(problem)]);
  });

  test('a missing option that the client did not ask for is right', () => {
    const { 26: _mtu, ...rest } = given;
    const packets = sessionOf(...leaseOf(rest)).map((packet) =>
      packet.op === 1 ? { ...packet, parameterList: [1, 3, 6] } : packet,
    );
    expect(examineDhcp(packets, required).problems).toEqual([]);
    expect(problemsOf(leaseOf(rest), required)).toEqual([expect.stringMatching(/^wrong-mtu: .* none instead of 1450/)]);
  });
});
