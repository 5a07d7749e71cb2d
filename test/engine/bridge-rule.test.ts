import { expect, test } from 'vitest';
import { dropsFrame } from '../../src/engine/bridge-rule.ts';

const offer = {
  in: 'qvb11111111-11',
  out: 'tap11111111-11',
  srcMac: 'fa:16:3e:00:00:01',
  dstMac: 'ff:ff:ff:ff:ff:ff',
  sourcePort: 67,
  targetPort: 68,
};

// As ebtables-save 1.8.9 and 2.0.11 print them.
test.each([
  ['filter -A FORWARD -p IPv4 --ip-proto udp --ip-sport 67 -j DROP', true],
  ['filter -A FORWARD -p IPv4 -d Broadcast --ip-proto 17 --ip-dport 67:68 -j DROP', true],
  ['filter -A FORWARD -o tap11111111-11 -j DROP', true],
  ['filter -A FORWARD -p IPv4 --ip-proto udp --ip-dport 67 -j DROP', false],
  ['filter -A FORWARD -o tap22222222-22 -j DROP', false],
  ['filter -A FORWARD -p ARP -j DROP', false],
  // Words that are not understood, a negation, another chain, another table, another verdict.
  ['filter -A FORWARD -p IPv4 --ip-tos 0x10 -j DROP', false],
  ['filter -A FORWARD -p IPv4 --ip-sport ! 67 -j DROP', false],
  ['filter -A FORWARD -p ! IPv4 -j DROP', false],
  ['filter -A libvirt-O-tap -p IPv4 --ip-sport 67 -j DROP', false],
  ['nat -A FORWARD -p IPv4 --ip-sport 67 -j DROP', false],
  ['filter -A FORWARD -p IPv4 --ip-proto udp --ip-sport 67 -j ACCEPT', false],
])('%s: %s', (rule, isDropping) => {
  expect(dropsFrame(rule, offer)).toBe(isDropping);
});
