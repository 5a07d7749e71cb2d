import { expect, test } from 'vitest';
import { parseBridgeLink } from '../../../src/facts/text/bridge-link.ts';
import { parseBrctlShow, recording } from './recorded.ts';

const sorted = (bridges: ReadonlyMap<string, readonly string[]>) =>
  [...bridges].map(([bridge, ports]) => [bridge, ...ports.toSorted()]).toSorted();

test.each(['bridge-link', 'bridge-d-link'])('%s tells what brctl tells', (file) => {
  const shown = parseBrctlShow(recording('bridge-utils-1.7/brctl-show-two.txt'));
  expect(sorted(parseBridgeLink(recording(`iproute2-6.1.0/${file}.txt`)))).toEqual(sorted(shown));
});

test('the older form is read', () => {
  const line =
    '3: qvb10d38cf7-7e state UP @qvo10d38cf7-7e: <BROADCAST,UP> mtu 1500 master qbr10d38cf7-7e state forwarding\n';
  expect([...parseBridgeLink(line)]).toEqual([['qbr10d38cf7-7e', ['qvb10d38cf7-7e']]]);
});

test('what is no port of a bridge is refused', () => {
  expect(() => parseBridgeLink('3: eth0: <BROADCAST,UP> mtu 1500 state UP\n')).toThrow(/not understood/);
});
