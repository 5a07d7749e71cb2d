import { expect, test } from 'vitest';
import { parseIpBrief, parseLabelledAddresses } from '../../../src/facts/text/ip-brief.ts';

// As iproute2 6.1 printed them.
const addresses = `lo               UNKNOWN        127.0.0.1/8 ::1/128 
ifb0             DOWN           
eth0             UP             192.0.2.2/24 fd00::2/64 fe80::fc:ff:fe00:1/64 
veth1@if2        UP             10.0.0.1/32 
`;
const links = `lo               UNKNOWN        00:00:00:00:00:00 <LOOPBACK,UP,LOWER_UP> 
ifb0             DOWN           46:4e:1c:fe:72:ec <BROADCAST,NOARP> 
`;

test('ip -br addr tells addresses, and of what is not UP not whether it was set up', () => {
  const reported = parseIpBrief(addresses).map(({ name, isUp, addresses: held }) => [
    name,
    isUp,
    held?.flatMap(({ family, address }) => (family === 'inet' ? [address] : [])),
  ]);
  expect(reported).toEqual([
    ['lo', undefined, ['127.0.0.1']],
    ['ifb0', undefined, []],
    ['eth0', true, ['192.0.2.2']],
    ['veth1', true, ['10.0.0.1']],
  ]);
});

test('ip -br link tells what was set up', () => {
  expect(parseIpBrief(links)).toMatchObject([
    { name: 'lo', isUp: true, addresses: undefined },
    { name: 'ifb0', isUp: false, mac: '46:4e:1c:fe:72:ec' },
  ]);
});

test('another line is refused', () => {
  expect(() => parseIpBrief('1: lo: <LOOPBACK> mtu 65536\n')).toThrow(/not understood/);
});

test('lines of addresses alone name their devices', () => {
  const text = `    inet 172.24.4.226/24 brd 172.24.4.255 scope global qg-c0ffee00-11
    inet 172.24.4.230/32 brd 172.24.4.230 scope global qg-c0ffee00-11
    inet6 fe80::1/64 scope link
    inet 10.0.0.5/24 brd 10.0.0.255 scope global dynamic noprefixroute eth0
`;
  expect(
    parseLabelledAddresses(text)?.map(({ name, addresses: held, hasEveryAddress }) => [
      name,
      held?.map(({ address }) => address),
      hasEveryAddress,
    ]),
  ).toEqual([
    ['qg-c0ffee00-11', ['172.24.4.226', '172.24.4.230'], false],
    ['eth0', ['10.0.0.5'], false],
  ]);
});

test('with any other line, they are not alone', () => {
  expect(parseLabelledAddresses('2: eth0: <UP> mtu 1500\n    inet 10.0.0.5/24 scope global eth0\n')).toBeUndefined();
});
