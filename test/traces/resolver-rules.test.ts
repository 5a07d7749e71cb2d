import { expect, test } from 'vitest';
import type { Command, CommandResult, Host } from '../../src/host/host.ts';
import type { GuestEnd } from '../../src/traces/ends.ts';
import { stoppedQuestions } from '../../src/traces/resolver-rules.ts';

const namespace = 'qrouter-1';
const side = (device: string, range: string) => ({ stop: { kind: 'stack', device, namespace }, portKey: '', range });

const guestOf = (...resolvers: readonly string[]) =>
  ({
    stop: { kind: 'guest', address: '10.0.0.5', mac: 'fa:16:3e:00:00:01' },
    gateway: side('qr-1', '10.0.0.0/24'),
    router: { namespace, outer: side('qg-1', '203.0.113.0/24') },
    dhcp: { resolvers },
  }) as unknown as GuestEnd;

const filter = (...rules: readonly string[]) =>
  ['*filter', ':FORWARD ACCEPT [0:0]', ':neutron-l3-agent-FORWARD - [0:0]', ...rules, 'COMMIT', ''].join('\n');

const agents = ['-A FORWARD -j neutron-l3-agent-FORWARD', '-A neutron-l3-agent-FORWARD -p udp --dport 53 -j DROP'];

async function said(saved: string, guest = guestOf('198.51.100.53')) {
  const asked: string[] = [];
  const host = {
    run: async (commands: readonly Command[]) =>
      commands.map(({ argv }): CommandResult => {
        asked.push(argv.join(' '));
        const isSaved = argv.at(-1) === 'iptables-save';
        return { kind: 'exited', exitCode: isSaved ? 0 : 1, stdout: isSaved ? saved : '', stderr: '' };
      }),
  } as unknown as Host;
  const found = await stoppedQuestions(host, [guest]);
  return { asked, fixes: found.map(({ cause }) => cause.fix?.commands.map((words) => words.slice(4).join(' '))) };
}

test.each([
  ['questions', '-A FORWARD -p udp -m udp --dport 53 -j DROP'],
  ['answers', '-A FORWARD -p udp -m udp --sport 53 -j REJECT --reject-with icmp-port-unreachable'],
  ['all that comes from outside', '-A FORWARD -i qg-1 -j DROP'],
])('a rule of the router that drops %s is named', async (_, rule) => {
  const { fixes } = await said(filter(rule));
  expect(fixes).toEqual([[rule.replace('-A', 'iptables -D')]]);
});

test.each([
  ['of an agent', filter(...agents)],
  ['for another server', filter('-A FORWARD -d 192.0.2.1/32 -p udp -m udp --dport 53 -j DROP')],
  ['behind one that accepts', filter('-A FORWARD -p udp -j ACCEPT', '-A FORWARD -p udp -m udp --dport 53 -j DROP')],
  ['that depends on more', filter('-A FORWARD -p udp -m udp --dport 53 -m recent --name x --rcheck -j DROP')],
])('a rule %s is left alone', async (_, saved) => {
  expect((await said(saved)).fixes).toEqual([]);
});

test('a guest that asks nobody beyond its router costs nothing', async () => {
  expect((await said(filter(), guestOf('10.0.0.2'))).asked).toEqual([]);
});
