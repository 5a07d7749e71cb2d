import { expect, test } from 'vitest';
import { readTable } from '../../src/netfilter/saved-rules.ts';
import { rulesOfTable } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';

// As iptables-save 1.8.9 prints it.
test('the comment of a rule is one word of the command that deletes it', () => {
  const line = String.raw`-A INPUT -p udp -m comment --comment "no \"rogue\" DHCP" -j DROP`;
  const rules = rulesOfTable(readTable('ip', 'filter', [line]));
  const words = ['INPUT', '-p', 'udp', '-m', 'comment', '--comment', 'no "rogue" DHCP', '-j', 'DROP'];
  const { commands, undo } = deleteRules('qdhcp-1', rules, '');
  expect(commands).toEqual([['ip', 'netns', 'exec', 'qdhcp-1', 'iptables', '-t', 'filter', '-D', ...words]]);
  expect(undo).toEqual([['ip', 'netns', 'exec', 'qdhcp-1', 'iptables', '-t', 'filter', '-I', ...words]]);
});
