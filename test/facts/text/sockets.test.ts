import { expect, test } from 'vitest';
import { parseSockets } from '../../../src/facts/text/sockets.ts';
import { recording } from './recorded.ts';

const [dnsmasq, node] = [[3], [4]];
const udp = [53, 53, 67].map((port) => ({ protocol: 'udp', port, pids: dnsmasq }));
const tcp = [
  { protocol: 'tcp', port: 53, pids: dnsmasq },
  { protocol: 'tcp', port: 53, pids: dnsmasq },
  { protocol: 'tcp', port: 9697, pids: node },
];

const required = (file: string) =>
  parseSockets(recording(file)).sockets.toSorted(
    (one, other) => one.protocol.localeCompare(other.protocol) || one.port - other.port,
  );

test.each(['net-tools-2.10/netstat-lunp.txt', 'iproute2-6.1.0/ss-lunp.txt'])('%s tells who listens for UDP', (file) => {
  expect(required(file)).toEqual(udp);
});

test.each([
  ...['-tulpn', '-lnp', '-anp', '-W-neopa'].map((letters) => `net-tools-2.10/netstat${letters}.txt`),
  ...['-tulpn', '-lnp'].map((letters) => `iproute2-6.1.0/ss${letters}.txt`),
])('%s tells who listens, and nothing of other sockets', (file) => {
  expect(required(file)).toEqual([...tcp, ...udp]);
});

test.each(['net-tools-2.10/netstat-lun.txt', 'iproute2-6.1.0/ss-lun.txt'])('%s tells ports, but not whose', (file) => {
  expect(required(file)).toEqual(udp.map((socket) => ({ ...socket, pids: undefined })));
});

test('the older form of the users of a socket is read', () => {
  const old = recording('iproute2-6.1.0/ss-lunp.txt').replace(/pid=(\d+),fd=(\d+)/g, '$1,$2');
  expect(parseSockets(old)).toEqual(parseSockets(recording('iproute2-6.1.0/ss-lunp.txt')));
});

test('a list without its heading is refused', () => {
  expect(() => parseSockets(recording('net-tools-2.10/netstat-lunp.txt').replace(/^Proto.*\n/m, ''))).toThrow(
    /not a list/,
  );
});

test.each(['net-tools-2.10/netstat-tulpn.txt', 'net-tools-2.10/netstat-lunp.txt', 'iproute2-6.1.0/ss-tulpn.txt'])(
  '%s has all of UDP, but not once it is cut behind some of that',
  (file) => {
    const text = recording(file);
    expect(parseSockets(text).hasAllUdp).toBe(true);
    for (const port of [53, 67]) {
      const cut = text.slice(
        0,
        text.indexOf('\n', text.search(new RegExp(`^udp .*:${port} |^UNCONN .*:${port} `, 'm'))) + 1,
      );
      expect(parseSockets(cut).hasAllUdp).toBe(false);
    }
  },
);
