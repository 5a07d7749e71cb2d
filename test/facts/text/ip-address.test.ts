import { describe, expect, test } from 'vitest';
import { readIpAddress } from '../../../src/facts/text/ip-address.ts';
import { iproutes, parseIpAddress, recording } from './recorded.ts';

interface Link {
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly mtu: number;
  readonly address?: string;
  readonly master?: string;
  readonly linkinfo?: { readonly info_kind?: string };
  readonly addr_info: readonly { readonly family: string; readonly local: string; readonly prefixlen: number }[];
}

// The same host in the same moment, by the JSON output of iproute2 6.1.0.
const truth = (JSON.parse(recording('iproute2-6.1.0/ip-addr.json')) as readonly Link[]).map((link) => ({
  name: link.ifname,
  isUp: link.flags.includes('UP'),
  hasCarrier: link.flags.includes('LOWER_UP'),
  mac: link.address,
  mtu: link.mtu,
  master: link.master ?? false,
  kind: link.linkinfo?.info_kind,
  addresses: link.addr_info.map(({ family, local, prefixlen }) => ({
    family,
    address: local,
    prefixLength: prefixlen,
  })),
  hasEveryAddress: true,
}));
const withoutKind = truth.map((listed) => ({ ...listed, kind: undefined }));
const withoutAddresses = { addresses: undefined, hasEveryAddress: false };

describe.each(iproutes)('%s', (version) => {
  const parsed = (file: string) => parseIpAddress(recording(`${version}/${file}.txt`));

  test('ip addr tells all but the kind', () => {
    expect(parsed('ip-addr')).toEqual(withoutKind);
  });

  test('ip link tells no addresses, which is not the same as none', () => {
    expect(parsed('ip-link')).toEqual(withoutKind.map((listed) => ({ ...listed, ...withoutAddresses })));
    expect(parsed('ip-o-link')).toEqual(parsed('ip-link'));
    expect(parsed('ip-s-link')).toEqual(parsed('ip-link'));
  });

  test('ip -d link tells the kind as well', () => {
    expect(parsed('ip-d-link')).toEqual(truth.map((listed) => ({ ...listed, ...withoutAddresses })));
  });

  test('ip -o addr tells the addresses of those that have some', () => {
    const addresses = (listed: (typeof truth)[number]) => [listed.name, listed.addresses];
    const parsedAddresses = parsed('ip-o-addr').flatMap((listed) =>
      (listed.addresses ?? []).length > 0 ? [[listed.name, listed.addresses]] : [],
    );
    expect(parsedAddresses).toEqual(truth.filter((listed) => listed.addresses.length > 0).map(addresses));
  });

  test('ip -4 addr may hide addresses', () => {
    expect(
      parsed('ip-4-addr').map((listed) => [listed.name, listed.addresses?.length, listed.hasEveryAddress]),
    ).toEqual([
      ['lo', 1, false],
      ['eth0', 4, false],
      ['tun0', 1, false],
    ]);
  });
});

test('ip -d addr has kinds and addresses since 4.x', () => {
  for (const version of ['iproute2-ss151103', 'iproute2-6.1.0']) {
    expect(parseIpAddress(recording(`${version}/ip-d-addr.txt`))).toEqual(truth);
  }
});

test('a single interface without an address: none today, not listed in 2011, where ip link looked the same', () => {
  expect(parseIpAddress(recording('iproute2-6.1.0/ip-addr-one.txt'))[0]?.addresses).toEqual([]);
  expect(parseIpAddress(recording('iproute2-ss111117/ip-addr-one.txt'))[0]?.addresses).toBeUndefined();
});

test('headings that went through a grep tell no addresses and no MAC', () => {
  const headings = recording('iproute2-6.1.0/ip-addr.txt').replace(/^ .*\n/gm, '');
  expect(parseIpAddress(headings)).toEqual(
    withoutKind.map((listed) => ({ ...listed, ...withoutAddresses, mac: undefined })),
  );
});

test('the source of a web page is read like the page', () => {
  const text = recording('iproute2-6.1.0/ip-addr.txt');
  expect(parseIpAddress(text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))).toEqual(parseIpAddress(text));
});

test.each([
  ['nothing', ''],
  ['two outputs in one', recording('iproute2-6.1.0/ip-addr.txt').repeat(2)],
  ['an excerpt', `(...)\n${recording('iproute2-6.1.0/ip-addr-one.txt')}`],
])('refuses %s', (_what, text) => {
  expect(() => parseIpAddress(text)).toThrow(/no interface|is there twice|an excerpt/);
});

test('addresses without their lifetimes, where those of the time print them, may not be all', () => {
  const shown = (group: string) => [
    `7: qg-6c1f20aa-31: <BROADCAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UNKNOWN${group}`,
    '    link/ether fa:16:3e:7a:00:07 brd ff:ff:ff:ff:ff:ff',
    '    inet 198.51.100.23/32 brd 198.51.100.23 scope global qg-6c1f20aa-31',
  ];
  const lifetime = '       valid_lft forever preferred_lft forever';
  const hasAll = (lines: readonly string[]) =>
    readIpAddress(`${lines.join('\n')}\n`).devices.map(({ hasEveryAddress }) => hasEveryAddress);
  expect(hasAll(shown(' group default'))).toEqual([false]);
  expect(hasAll([...shown(' group default'), lifetime])).toEqual([true]);
  expect(hasAll(shown(''))).toEqual([true]);
});

test('without the flags, which a page took for marks of its own, the state tells what it can', () => {
  const link = (name: string, rest: string) =>
    `${name}: mtu 1500 ${rest}\n    link/ether fa:16:3e:00:00:01 brd ff:ff:ff:ff:ff:ff\n    inet 10.0.0.1/24 scope global ${name.slice(3)}\n`;
  const text = [
    link('2: qr-1a2b3c4d-5e', 'qdisc noqueue state UNKNOWN'),
    link('3: qg-1a2b3c4d-5e', 'qdisc noop state DOWN'),
    link('4: eth1', 'qdisc pfifo_fast state DOWN qlen 1000'),
    link('5: eth2', 'qdisc pfifo_fast state UP qlen 1000'),
  ];
  expect(parseIpAddress(text.join('')).map(({ isUp, hasCarrier }) => [isUp, hasCarrier])).toEqual([
    [undefined, undefined],
    [false, false],
    [undefined, false],
    [true, true],
  ]);
});
