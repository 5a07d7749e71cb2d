import { describe, expect, test } from 'vitest';
import { encodeUdp } from '../../src/packets/encode-probe.ts';
import { dnsPort, udpProbe } from '../../src/packets/udp-probe.ts';
import { Pseudonyms } from '../../src/pseudonyms/pseudonyms.ts';

const wide = '10.64.16.7/20 brd 10.64.31.255\nfa:16:3e:01:02:03,web.acme.example,10.64.17.9\n--domain=acme.example';
const known = new Pseudonyms(Buffer.from('a key of the tests'), 'net01.acme.example', [wide]);
const of = (text: string): string => known.text(text);

test.each([
  '0.0.0.0 255.255.255.255 255.255.240.0 127.0.0.1 169.254.169.254 224.0.0.1',
  '00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 01:00:5e:00:00:01 33:33:00:00:00:01',
  ':: ::1 ff02::1 0.0.0.0/0 12:34:56 2.17.1 1.2.3.4.5',
  '/var/lib/neutron/dhcp dnsmasq host-name eth0 br-int',
])('what everybody knows stays: %s', (text) => {
  expect(of(text)).toBe(text);
});

test('a second time gives the same, another key another', () => {
  const text = '10.1.2.3 8.8.8.8 fa:16:3e:aa:bb:cc 3b3c85c8-4911-4a5b-8c6d-7e8f90a1b2c3';
  expect(of(text)).toBe(of(text));
  expect(new Pseudonyms(Buffer.from('another'), 'net01', []).text(text)).not.toBe(of(text));
});

describe('what belongs together still does', () => {
  const prefix = (address: string, bits: number) =>
    address
      .split('.')
      .map((octet) => Number(octet).toString(2).padStart(8, '0'))
      .join('')
      .slice(0, bits);

  test.each([
    ['10.11.12.3', '10.11.12.254', 24],
    ['10.11.12.3', '10.11.200.1', 16],
    ['8.8.8.8', '8.9.1.1', 15],
    ['192.168.7.1', '192.168.0.1', 21],
  ])('%s and %s have the same first %i bits', (one, other, bits) => {
    expect(prefix(of(one), bits)).toBe(prefix(of(other), bits));
    expect(prefix(of(one), bits + 1) === prefix(of(other), bits + 1)).toBe(
      prefix(one, bits + 1) === prefix(other, bits + 1),
    );
  });

  test('private ranges stay private', () => {
    expect(of('10.1.2.3 172.20.1.1 192.168.1.1 100.70.1.1')).toMatch(
      /^10\.\S+ 172\.(?:1[6-9]|2\d|3[01])\.\S+ 192\.168\.\S+ 100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
    );
  });

  test('networks and broadcasts are such, in wide subnets and behind short prefixes too', () => {
    expect(of('10.11.12.0 10.11.12.255')).toMatch(/^10\.\d+\.\d+\.0 10\.\d+\.\d+\.255$/);
    const [network, broadcast] = of('10.64.16.0 10.64.31.255').split(' ');
    expect(prefix(network ?? '', 20)).toBe(prefix(broadcast ?? '', 20));
    expect(network).toMatch(/\.(?:0|16|32|48|64|80|96|112|128|144|160|176|192|208|224|240)\.0$/);
    expect(of('172.16.0.0/12 9.0.0.0/8')).toMatch(/^172\.16\.0\.0\/12 \d+\.0\.0\.0\/8$/);
  });

  test('a port and the devices and chains that are called after it', () => {
    const port = of('3b3c85c8-4911-4a5b-8c6d-7e8f90a1b2c3');
    expect(of('qvb3b3c85c8-49 neutron-openvswi-i3b3c85c8-4')).toBe(
      `qvb${port.slice(0, 11)} neutron-openvswi-i${port.slice(0, 10)}`,
    );
  });

  test('a MAC in all its forms', () => {
    const mac = of('fa:16:3e:01:02:03');
    const digits = mac.replaceAll(':', '');
    expect(mac).toMatch(/^fa:16:3e:(?!01:02:03)/);
    expect(of('fe:16:3e:01:02:03')).toBe(mac.replace('fa', 'fe'));
    expect(of('/host:fa:16:3e:01:02:03: it')).toBe(`/host:${mac}: it`);
    expect(of('01:fa:16:3e:01:02:03')).toBe(`01:${mac}`);
    expect(of('load:0xfa163e010203->NXM_NX_ARP_SHA[]')).toBe(`load:0x${digits}->NXM_NX_ARP_SHA[]`);
    expect(of('fe80::f816:3eff:fe01:203')).toBe(
      `fe80::f816:3eff:fe${mac.slice(9, 11)}:${(mac.slice(12, 14) + mac.slice(15)).replace(/^0{1,3}/, '')}`,
    );
  });

  test('an address in all its forms', () => {
    const address = of('10.11.12.3');
    const hex = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
    const dashed = address.replaceAll('.', '-');
    for (const start of ['host-', '', 'fa:16:3e:01:02:03,', 'ip-']) {
      expect(of(`${start}10-11-12-3.openstacklocal`)).toBe(`${of(start)}${dashed}.openstacklocal`);
    }
    expect(of('1-10-11-12-3 10-11-12-3-4 10-11-12-3rd')).toBe('1-10-11-12-3 10-11-12-3-4 10-11-12-3rd');
    expect(of('load:0xa0b0c03->NXM_OF_ARP_SPA[]')).toBe(`load:0x${hex.join('').replace(/^0/, '')}->NXM_OF_ARP_SPA[]`);
    expect(of('0: 030C0B0A:1F90 00000000:0000 0A')).toBe(
      `0: ${hex.toReversed().join('').toUpperCase()}:1F90 00000000:0000 0A`,
    );
  });
});

test('a question that was sent is the one that would be sent under the other addresses', () => {
  const words = ['fa:16:3e:01:02:03', 'fa:16:3e:04:05:06', '10.11.12.3', '10.11.12.2'] as const;
  const question = (called: (word: string) => string): string => {
    const [srcMac = '', dstMac = '', srcIp = '', dstIp = ''] = words.map(called);
    const ports = { srcPort: 50_001, dstPort: dnsPort, data: udpProbe(dnsPort, { journey: 7, round: 1 }, 50_001) };
    const frame = encodeUdp({ srcMac, dstMac, srcIp, dstIp, ...ports });
    return `packet=${Buffer.from(frame).toString('hex')}`;
  };
  expect(of(question((word) => word))).toBe(question(of));
});

test('names of the host, of its domain and of guests are others, of the same length', () => {
  const text = 'net01.acme.example net01 web.acme.example acme.example /srv/net01/log';
  const other = of(text);
  expect(other).not.toMatch(/net01|acme|example|web\b/);
  expect(other.replace(/[a-z]/g, 'x')).toBe(text.replace(/[a-z]/g, 'x'));
});
