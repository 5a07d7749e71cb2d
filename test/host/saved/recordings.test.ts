import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Command, Host } from '../../../src/host/host.ts';
import { openRecordings } from '../../../src/host/recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-saved-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

/** The hosts in a folder with these files. */
function hostsOf(files: Readonly<Record<string, string>>): Promise<readonly Host[]> {
  count += 1;
  const target = join(folder, String(count), 'saved');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  }
  return openRecordings(target);
}

/** What each host answers to a command, by its name. */
async function answers(hosts: readonly Host[], argv: Command['argv']): Promise<Readonly<Record<string, unknown>>> {
  const all = hosts.map(async (host) => {
    const [result] = await host.run([{ argv }]);
    if (result?.kind !== 'exited') return [host.name, result?.kind] as const;
    return [host.name, result.partial === undefined ? result.stdout : [result.stdout, result.partial]] as const;
  });
  return Object.fromEntries(await Promise.all(all));
}

const network = '0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70';
const listed = `qdhcp-${network}\n`;

describe('which host', () => {
  test('a folder of folders is of several, each called like its folder', async () => {
    const hosts = await hostsOf({ 'net01/ip_netns': listed, 'cmp01/ip_netns.txt': '', 'case.yaml': 'cause: none' });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ cmp01: '', net01: listed });
  });

  test('copies of files under their own paths are no other host', async () => {
    const hosts = await hostsOf({ ip_netns: listed, [`var/lib/neutron/dhcp/${network}/host`]: 'fa:16:3e:00:00:01\n' });
    expect(hosts.map(({ name }) => name)).toEqual(['saved']);
  });

  test('prompts tell it, and what names none is of the only one that is named', async () => {
    const hosts = await hostsOf({
      'a.txt': `root@net01:~# ip netns\n${listed}`,
      ovs_notes: '$ ip r\ndefault via 10.0.0.1 dev eth0\n',
    });
    expect(hosts.map(({ name }) => name)).toEqual(['net01']);
    expect(await answers(hosts, ['ip', 'route', 'show'])).toEqual({ net01: 'default via 10.0.0.1 dev eth0\n' });
  });

  test('one text of two', async () => {
    const text = `root@net01:~# ip netns\n${listed}root@cmp01:~# ip netns\nroot@cmp01:~# ip r\ndefault via 10.0.0.1 dev eth0\n`;
    const hosts = await hostsOf({ 'ticket.txt': text });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ net01: listed, cmp01: 'not-recorded' });
  });

  test('the containers of a sosreport have the switch of the host, and a network of their own', async () => {
    const hosts = await hostsOf({
      'sos_commands/networking/ip_addr': '1: lo    inet 127.0.0.1/8 scope host lo\n',
      'sos_commands/networking/ip_-d_address': '1: lo: <LOOPBACK,UP>\n',
      'sos_containers/ovs_db/sos_commands/openvswitch/ovs-vsctl_-t_5_show': 'a switch\n',
      'sos_containers/web/sos_commands/networking/ip_netns': 'its own\n',
      hostname: 'net01\n',
    });
    expect(await answers(hosts, ['ovs-vsctl', 'show'])).toEqual({ net01: 'a switch\n' });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ net01: 'not-recorded' });
    // `ip -o addr`, which sosreport calls ip_addr, does not tell which devices are up.
    expect(await answers(hosts, ['ip', 'addr', 'show'])).toEqual({ net01: '1: lo: <LOOPBACK,UP>\n' });
  });
});

describe('which output', () => {
  test('the later one of a command that was run twice', async () => {
    const hosts = await hostsOf({
      'a.txt': `$ ip netns\n${listed}$ ip r\ndefault via 10.0.0.1 dev eth0\n$ ip netns\n`,
    });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ saved: listed });
    const twice = await hostsOf({ 'a.txt': `$ ip netns\n${listed}$ ip netns list\n${listed}${listed}` });
    expect(await answers(twice, ['ip', 'netns', 'list'])).toEqual({ saved: listed + listed });
  });

  test('a whole one before an excerpt, and an excerpt with its reason', async () => {
    const excerpt = { 'ip_a_grep_lo.txt': 'lo\n' };
    expect(await answers(await hostsOf(excerpt), ['ip', 'addr', 'show'])).toEqual({
      saved: ['lo\n', 'an excerpt: ip a | grep lo'],
    });
    expect(await answers(await hostsOf({ ...excerpt, 'ip_a.txt': 'all\n' }), ['ip', 'addr', 'show'])).toEqual({
      saved: 'all\n',
    });
  });

  test('of excerpts one that was cut by hand before the lines that a filter let through', async () => {
    const text = '$ ip netns\na\n...\n$ ip netns | grep a\na\n';
    expect(await answers(await hostsOf({ 'a.txt': text }), ['ip', 'netns', 'list'])).toEqual({
      saved: ['a\n...\n', 'an excerpt: lines of `ip netns` were left out'],
    });
  });

  test.each(['...', '…', '[...]', '   ...', '<snip>', '(output omitted)'])(
    'one with %j in it is partial',
    async (mark) => {
      const hosts = await hostsOf({ 'ip_netns.txt': `${listed}${mark}\n` });
      expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({
        // The place is kept: what stands behind it may belong to something that was left out.
        saved: [`${listed}...\n`, 'an excerpt: lines of `ip netns` were left out'],
      });
    },
  );

  test('without what a page or a terminal added', async () => {
    const hosts = await hostsOf({
      'ovs-vsctl_show.txt': '\ufeff```\r\n\u001b[1mBridge\u001b[0m \u201cbr-int\u201d\r\n```\n',
    });
    expect(await answers(hosts, ['ovs-vsctl', 'show'])).toEqual({ saved: 'Bridge "br-int"\n' });
  });

  test('a prompt below the output, or the session above it, under the name of its command', async () => {
    const hosts = await hostsOf({
      'ip_netns.txt': `${listed}root@net01:~# \n`,
      'brctl_show.txt': 'root@net01:~# brctl show\nbridge name\tbridge id\t\tSTP enabled\tinterfaces\n',
    });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ net01: listed });
    expect(await answers(hosts, ['brctl', 'show'])).toEqual({
      net01: 'bridge name\tbridge id\t\tSTP enabled\tinterfaces\n',
    });
  });

  test('none of a container that may have a network of its own', async () => {
    const hosts = await hostsOf({ docker_exec_web_ip_netns: listed, docker_exec_neutron_l3_agent_ip_r: 'a route\n' });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ saved: 'not-recorded' });
    expect(await answers(hosts, ['ip', 'route', 'show'])).toEqual({ saved: 'a route\n' });
  });

  test('a file that is printed is as good as a copy of it', async () => {
    const path = `/var/lib/neutron/dhcp/${network}/host`;
    const [host] = await hostsOf({ 'a.txt': `$ cat ${path}\nfa:16:3e:00:00:01,host-1,10.0.0.3\n` });
    expect(host?.copiesUnder?.(['/var/lib/neutron'])).toEqual(new Map([[path, 'fa:16:3e:00:00:01,host-1,10.0.0.3\n']]));
  });

  test('what the line of a report asks for, as a shell prints it', async () => {
    const hosts = await hostsOf({
      'a.txt': `+ ip netns list\n${listed}+ ip route show\ndefault via 10.0.0.1 dev eth0\n+ set +x\n`,
    });
    expect(await answers(hosts, ['ip', 'netns', 'list'])).toEqual({ saved: listed });
    expect(await answers(hosts, ['ip', 'route', 'show'])).toEqual({ saved: 'default via 10.0.0.1 dev eth0\n' });
  });
});

describe('a text', () => {
  test('in which nothing is recognised is refused in one sentence', async () => {
    const file = join(folder, 'prose.txt');
    writeFileSync(file, 'Nothing works. Please help.\n');
    await expect(openRecordings(file)).rejects.toThrow(/^No known command output in .*prose\.txt\.$/);
  });

  test.each([
    ['2024-03-01 10:00:00.123 27 INFO neutron.agent.dhcp.agent [-] Synchronizing state', /^the log of an agent/],
    ['Jan  2 03:04:05 net01 dnsmasq-dhcp[99]: DHCPACK(tap1) 10.0.0.7 fa:16:3e:00:00:07', /^the log of dnsmasq/],
    ['2022-02-10T13:02:02.789Z|00042|bridge|INFO|bridge br-int: added interface tap1 on port 3', /^the log of Open/],
    [' cookie=0x0, duration=9.1s, table=4, n_packets=0, n_bytes=0, priority=0 actions=drop', /^flows of a switch/],
  ])('of lines that are known by themselves says what they are: %s', async (line, reason) => {
    const file = join(folder, 'lines.txt');
    writeFileSync(file, `${line}\n`);
    const [host] = await openRecordings(file);
    expect(host?.inputs?.()).toMatchObject([
      { file: 'lines.txt', command: undefined, reason: expect.stringMatching(reason) },
    ]);
  });

  test('with two excerpts of one switch has both, and of two hosts each its own', async () => {
    const part = (port: string) => `...\n    Bridge br-int\n        Port "${port}"\n            tag: 1\n...\n`;
    const [one] = await hostsOf({
      'a.txt': `root@net01:~# ovs-vsctl show\n${part('tap1')}root@net01:~# ovs-vsctl show\n${part('tap2')}`,
    });
    const [both] = (await one?.run([{ argv: ['ovs-vsctl', 'show'] }])) ?? [];
    expect(both).toMatchObject({ stdout: expect.stringMatching(/tap1"[\s\S]*\.\.\.[\s\S]*tap2"/) });
    // Without a name, the second may be that of another host, where the same tag is another network.
    const [unnamed] = await hostsOf({ 'a.txt': `# ovs-vsctl show\n${part('tap1')}# ovs-vsctl show\n${part('tap2')}` });
    const [last] = (await unnamed?.run([{ argv: ['ovs-vsctl', 'show'] }])) ?? [];
    expect(last).toMatchObject({ stdout: expect.not.stringContaining('tap1') });
  });

  test('of log lines alone is of a host, if somebody knows what they say', async () => {
    const file = join(folder, 'log.txt');
    writeFileSync(file, 'an error\n');
    const hosts = await openRecordings(file, undefined, (text) => text.includes('error'));
    expect(hosts.map(({ name }) => name)).toEqual(['log.txt']);
    expect(hosts[0]?.savedTexts?.().map((each) => each.read())).toEqual(['an error\n']);
  });

  test('in a folder is read beside files of outputs, and prose is said to be none', async () => {
    const [host] = await hostsOf({ ip_netns: listed, 'notes.md': 'Some notes.\n', 'ovs-vsctl_shwo.txt': 'nothing' });
    expect(host?.inputs?.()?.map(({ file, command, reason }) => [file, command, reason])).toEqual([
      ['ip_netns', 'ip netns', undefined],
      ['ovs-vsctl_shwo.txt', 'ovs-vsctl shwo', 'not the name of a known command; did you mean ovs-vsctl_show?'],
      ['notes.md', undefined, 'not the name of a known command, and no known output in it'],
    ]);
  });

  test('of great length or with a great many marks takes no great while', async () => {
    const hosts = await hostsOf({
      'a.txt': `$ ip netns\n${listed}${'<script '.repeat(20_000)}\n${'\b'.repeat(100_000)}\n${'x'.repeat(1_000_000)}\n`,
    });
    expect(hosts).toHaveLength(1);
  });
});
