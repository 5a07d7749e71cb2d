import { expect, test } from 'vitest';
import { deleteRules } from '../../src/engine/fixes/netfilter.ts';

// As iptables-save 1.8.9 prints it.
test('the comment of a rule is one word of the command that deletes it', () => {
  const rule = String.raw`-A INPUT -p udp -m comment --comment "no \"rogue\" DHCP" -j DROP`;
  const words = ['INPUT', '-p', 'udp', '-m', 'comment', '--comment', 'no "rogue" DHCP', '-j', 'DROP'];
  const { commands, undo } = deleteRules('qdhcp-1', 'filter', [rule], '');
  expect(commands).toEqual([['ip', 'netns', 'exec', 'qdhcp-1', 'iptables', '-t', 'filter', '-D', ...words]]);
  expect(undo).toEqual([['ip', 'netns', 'exec', 'qdhcp-1', 'iptables', '-t', 'filter', '-I', ...words]]);
});
