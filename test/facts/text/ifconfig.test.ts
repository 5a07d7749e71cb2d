import { expect, test } from 'vitest';
import { readIfconfig } from '../../../src/facts/text/ifconfig.ts';
import { parseIfconfig, parseIpAddress, recording } from './recorded.ts';

const byName = <T extends { readonly name: string }>(list: readonly T[]) =>
  list.toSorted((a, b) => (a.name < b.name ? -1 : 1));

// ifconfig shows the first IPv4 address and those with a label; the other two of eth0 it keeps to itself.
const hidden = ['198.51.100.9', '192.0.2.77'];
const truth = byName(parseIpAddress(recording('iproute2-6.1.0/ip-addr.txt'))).map((listed) => ({
  name: listed.name,
  isUp: listed.isUp,
  mac: listed.mac === '00:00:00:00:00:00' ? undefined : listed.mac,
  mtu: listed.mtu,
  master: undefined,
  addresses: new Set(listed.addresses?.filter(({ address }) => !hidden.includes(address))),
  // A device without an IPv4 address shows that it has none.
  hasEveryAddress: !listed.addresses?.some(({ family }) => family === 'inet'),
}));

test.each(['net-tools-2.10', 'busybox-1.35.0'])('%s tells what ip tells, but for some addresses', (version) => {
  const parsed = byName(parseIfconfig(recording(`${version}/ifconfig-a.txt`)));
  expect(parsed.map((listed) => ({ ...listed, addresses: new Set(listed.addresses) }))).toMatchObject(truth);
});

test('both styles of one namespace tell the same', () => {
  const modern = parseIfconfig(recording('net-tools-2.10/ifconfig-netns.txt'));
  expect(parseIfconfig(recording('net-tools-1.60/ifconfig-netns.txt'))).toEqual(modern);
  expect(modern[0]).toMatchObject({
    name: 'eth1',
    isUp: false,
    addresses: [{ family: 'inet', address: '10.11.12.2', prefixLength: 24 }],
  });
});

test('names that net-tools 1.60 cut are refused', () => {
  expect(() => parseIfconfig(recording('net-tools-1.60/ifconfig-a.txt'))).toThrow(/cut to nine characters/);
});

test('the blog post tells names and MACs, and neither state nor addresses', () => {
  const name = 'ip_netns_exec_qrouter-43ffd046-ca80-450c-b6aa-b3340a69ed3e_ifconfig';
  const parsed = parseIfconfig(recording(`blog-post/${name}`));
  expect(parsed.map(({ name, mac }) => [name, mac])).toEqual([
    ['lo', undefined],
    ['qg-5dd85641-81', 'fa:16:3e:c3:9c:d9'],
    ['qr-fce20708-25', 'fa:16:3e:f2:e8:76'],
  ]);
  expect(parsed.flatMap(({ isUp, mtu, addresses }) => [isUp, mtu, addresses])).toEqual(Array(9).fill(undefined));
});

test.each(['net-tools-2.10', 'busybox-1.35.0'])(
  'a grep of %s that drops the addresses does not say "none"',
  (version) => {
    const grepped = recording(`${version}/ifconfig-a.txt`).replace(/^ .*\n/gm, '');
    expect(new Set(parseIfconfig(grepped).map(({ addresses }) => addresses))).toEqual(new Set([undefined]));
  },
);

test('lines that were lost leave the rest, and nothing is missing because of them', () => {
  const text = recording('net-tools-2.10/ifconfig-a.txt');
  const all = parseIfconfig(text);
  const heading = text.match(/^qvb\S+: flags=.*\n/m)?.[0] ?? '';
  // Without its own line, what an interface shows would be that of the one before it.
  const { devices, gap } = readIfconfig(text.replace(heading, ''));
  expect(gap).toBeDefined();
  expect(devices.map(({ name }) => name)).toEqual(
    all.map(({ name }) => name).filter((name) => !heading.startsWith(`${name}:`)),
  );
  const before = devices.findLastIndex(({ name }) => text.indexOf(`${name}: flags`) < text.indexOf(heading));
  expect(devices[before]?.mac).toBe(all[before]?.mac);
  // A remark costs the interface that it stands in the proof that it lacks something.
  const remarked = readIfconfig(text.replace(/^(\s+ether .*)$/m, '<- this one\n$1'));
  expect(remarked.gap).toBe('<- this one');
  expect(remarked.devices).toHaveLength(all.length);
});
