import { describe, expect, test } from 'vitest';
import { splitSession } from '../../../src/host/pasted/session.ts';

const network = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const router = '43ffd046-ca80-450c-b6aa-b3340a69ed3e';

/** What was found in a text: host, command, lines, and the output's last line. */
const found = (text: string) =>
  splitSession(text).pieces.map(({ host, argv, output }) => [
    host ?? null,
    argv.join(' '),
    output.trimEnd().split('\n').at(-1)?.trim(),
  ]);

describe('prompts', () => {
  test.each([
    ['root@net01:~# ip netns', 'net01'],
    ['stack@net01:~/devstack$ sudo ip netns', 'net01'],
    ['[root@net01 ~]# ip netns', 'net01'],
    ['[root@net01 ~(keystone_admin)]# ip netns', 'net01'],
    ['(overcloud) [stack@net01 ~]$ sudo ip netns', 'net01'],
    ['(venv) root@net01:/opt# ip netns', 'net01'],
    ['net01:~ # ip netns', 'net01'],
    ['net01# ip netns', 'net01'],
    ['user@net01 ~ % ip netns', 'net01'],
    ['$ ip netns', null],
    ['# ip netns', null],
    ['> ip netns', null],
    ['$ ssh root@net01 ip netns', 'net01'],
    ['`[root@net01 ~]# ip netns`', 'net01'],
    ['stack at net01:~/devstack$ sudo ip netns', 'net01'],
    [']# ip netns', null],
    ['root@net01:~#ip netns', 'net01'],
    ['root@net0122:15:11~#ip netns', 'net01'],
    ['root@net01 22:15:11 ~# ip netns', 'net01'],
  ])('%s', (line, host) => {
    expect(found(`${line}\nqdhcp-${network}\n`)).toEqual([[host, 'ip netns', `qdhcp-${network}`]]);
  });

  test('none is needed for what ran in a namespace', () => {
    const ping = `ip netns exec qdhcp-${network} ping 10.0.0.3`;
    expect(found(`neither works.  I get \n\n${ping}\nPING 10.0.0.3 (10.0.0.3) 56(84) bytes of data.\n`)).toEqual([
      [null, ping, 'PING 10.0.0.3 (10.0.0.3) 56(84) bytes of data.'],
    ]);
    expect(found(`then ip netns exec qdhcp-${network} ping shows that it works\n`)).toEqual([]);
  });

  test('a part of what the switch shows is known by the port that it begins with', () => {
    const part = '        Port tap635485ff-6c\n            tag: 4095\n            Interface tap635485ff-6c\n';
    expect(found(`the port is dead:\n\n${part}`)).toEqual([[null, 'ovs-vsctl show', 'Interface tap635485ff-6c']]);
    expect(found('Port tap635485ff-6c is dead\n')).toEqual([]);
  });

  test('the title that `route` prints too is its own', () => {
    const text = `ip netns exec qrouter-${router} route -n\nKernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n10.0.0.0        0.0.0.0         255.255.255.0   U     0      0        0 qr-1\n`;
    expect(found(text).map(([, command]) => command)).toEqual([`ip netns exec qrouter-${router} route -n`]);
  });

  test('a filter of tcpdump is no prose', () => {
    const typed = 'sudo tcpdump -i tap3 -nle not port 22 and not arp';
    expect(found(`$ ${typed}\n12:00:00.000001 IP 10.0.0.3 > 10.0.0.1: ICMP echo request\n`)).toMatchObject([
      [null, 'tcpdump -i tap3 -nle not port 22 and not arp', expect.any(String)],
    ]);
    expect(found('$ tcpdump is not installed on the host\n')).toEqual([]);
  });

  test('a word behind the mark without a blank is no prompt, unless it is a command', () => {
    expect(found('see stack@net01#readme\nqdhcp-1\n')).toEqual([]);
  });

  test('what only changes something prints nothing: what stands below it is of another command', () => {
    const list =
      '4: br-ex: <BROADCAST,MULTICAST> mtu 1500 qdisc noop state DOWN\n    inet 10.0.0.9/24 scope global br-ex\n';
    for (const change of [
      'ip addr add 10.0.0.9/24 dev br-ex',
      'ovs-vsctl add-port br-ex eth2',
      'brctl addif br1 eth2',
    ]) {
      for (const typed of [`  ${change}`, `root@net01:~# ${change}`]) {
        const text = `${typed}\n\nQueda:\n${list}`;
        expect(found(text).map(([, command]) => command)).toEqual(['ip addr show']);
      }
    }
  });

  test('a bridge without ports prints nothing before the next prompt', () => {
    const text = 'root@a:~# ovs-vsctl list-ports br-ex\nroot@a:~# ip netns\nroot@a:~#';
    expect(found(text)).toEqual([['a', 'ovs-vsctl list-ports br-ex', '']]);
    // At the end of a text, its output may have been cut off.
    expect(found('root@a:~# ovs-vsctl list-ports br-ex\n')).toEqual([]);
  });

  test('a comment, a quotation and prose with the name of a tool are none', () => {
    const text =
      '# ip netns shows the namespaces, but there are none\nThe output of ip a is below.\n> I think that is it\n';
    expect(splitSession(text).pieces).toEqual([]);
  });

  test('an unknown command ends the output before it, and is told', () => {
    const text = `root@a:~# ip netns\nqdhcp-${network}\nroot@a:~# vi localrc\nsome text\n`;
    expect(found(text)).toHaveLength(1);
    expect(splitSession(text).unused).toEqual([
      { host: 'a', lines: [3, 4], reason: 'not a known command: vi localrc' },
    ]);
  });
});

describe('what stands before a command', () => {
  test.each([
    ['sudo ovs-vsctl show', 'ovs-vsctl show', undefined],
    ['sudo -E /usr/bin/ovs-vsctl show', 'ovs-vsctl show', undefined],
    ['docker exec -it openvswitch_vswitchd ovs-vsctl show', 'ovs-vsctl show', 'openvswitch_vswitchd'],
    ['podman exec -u root ovs_db ovs-vsctl show', 'ovs-vsctl show', 'ovs_db'],
    ['kubectl -n openstack exec -it openvswitch-db-x2 -c db -- ovs-vsctl show', 'ovs-vsctl show', 'openvswitch-db-x2'],
    [`ip netns exec qrouter-${router} ip a`, `ip netns exec qrouter-${router} ip a`, undefined],
    [`ip -n qrouter-${router} a`, `ip netns exec qrouter-${router} ip a`, undefined],
    [`sudo ip netns exec qrouter-${router} bash -c "ip -4 r"`, `ip netns exec qrouter-${router} ip -4 r`, undefined],
    ['LANG=C timeout 5 ovs-ofctl dump-flows br-int 2>&1', 'ovs-ofctl dump-flows br-int', undefined],
    ['cd /root && iptables-save > /dev/stdout', 'iptables-save', undefined],
  ])('%s', (typed, argv, container) => {
    const [piece] = splitSession(`$ ${typed}\nsomething\n`).pieces;
    expect([piece?.argv.join(' '), piece?.container]).toEqual([argv, container]);
  });

  test.each(['grep tap', 'head -20', "awk '{print $1}'", 'egrep -v inet6'])('through %s it is an excerpt', (filter) => {
    const [piece] = splitSession(`$ ip a | ${filter}\nsomething\n`).pieces;
    expect(piece?.partial).toBe(`an excerpt: ip a | ${filter.replaceAll("'", '')}`);
  });

  test('a pager takes nothing away', () => {
    expect(splitSession('$ ip a | less\nsomething\n').pieces[0]?.partial).toBeUndefined();
  });

  test('a command goes on behind a backslash, and where a page broke it', () => {
    expect(found(`$ ip netns exec \\\n  qrouter-${router} ip r\ndefault via 10.0.0.1 dev qg-1\n`)).toEqual([
      [null, `ip netns exec qrouter-${router} ip r`, 'default via 10.0.0.1 dev qg-1'],
    ]);
    expect(found(`$ sudo ip netns exec qrouter-${router}\nip r\ndefault via 10.0.0.1 dev qg-1\n`)).toEqual([
      [null, `ip netns exec qrouter-${router} ip r`, 'default via 10.0.0.1 dev qg-1'],
    ]);
  });
});

describe('without a prompt', () => {
  test.each([
    ['ovs-vsctl show', `${network}\n    Bridge br-int\n        Port br-int\n            Interface br-int\n`],
    ['ip addr show', '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN\n    inet 127.0.0.1/8\n'],
    ['iptables-save', '*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n'],
    ['iptables -L -n -v', 'Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n pkts bytes target\n'],
    ['brctl show', 'bridge name\tbridge id\t\tSTP enabled\tinterfaces\nqbr1\t8000.ee390677286c\tno\t\tqvb1\n'],
    ['ifconfig -a', 'eth0      Link encap:Ethernet  HWaddr 52:54:00:00:00:01\n          inet addr:10.0.0.5\n'],
    ['netstat -nr', 'Kernel IP routing table\nDestination     Gateway\n0.0.0.0         10.0.0.1\n'],
    ['ip route show', 'default via 10.0.0.1 dev eth0\n10.0.0.0/24 dev eth0 proto kernel scope link\n'],
    ['ip rule show', '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n'],
    ['ip netns', `qdhcp-${network}\nqrouter-${router} (id: 1)\n`],
  ])('%s is known by what it looks like, and ends before prose', (argv, output) => {
    const text = `Hello, this is what I have:\n\n${output}\nWhat could that be? Thanks in advance.\n`;
    const [piece, ...others] = splitSession(text).pieces;
    expect([piece?.argv.join(' '), piece?.output, piece?.isRecognised, others]).toEqual([argv, output, true, []]);
    expect(piece?.lines).toEqual([3, 2 + output.trimEnd().split('\n').length]);
  });

  test.each(['ip netns:', '**ip netns**', '`ip netns`', '## ip netns', '- ip netns'])('a heading: %s', (heading) => {
    expect(found(`${heading}\n\nqdhcp-${network}\n`)).toEqual([[null, 'ip netns', `qdhcp-${network}`]]);
  });
});

describe('several hosts', () => {
  test('by prompt, by heading and by Ansible', () => {
    const text = [
      'root@net01:~# ip netns',
      `qdhcp-${network}`,
      '',
      '### Compute node:',
      '$ ip r',
      'default via 10.0.0.1 dev eth0',
      'cmp02 | CHANGED | rc=0 >>',
      'default via 10.0.0.2 dev eth0',
    ].join('\n');
    expect(found(text).map(([host, argv]) => [host, argv])).toEqual([
      ['net01', 'ip netns'],
      ['compute-node', 'ip r'],
      ['cmp02', 'ip route show'],
    ]);
  });
});

describe('what the medium adds', () => {
  test('script(1) and colours', () => {
    const text = `\u001b]0;root@net01: ~\u0007root@net01:~# ip\b\bip netns\r\n\u001b[01;31mqdhcp\u001b[0m-${network}\r\n`;
    expect(found(text)).toEqual([['net01', 'ip netns', `qdhcp-${network}`]]);
  });

  test('a mail that quotes', () => {
    expect(found(`On Monday you wrote:\n> $ ip netns\n> qdhcp-${network}\n> thanks\n`)[0]?.[1]).toBe('ip netns');
  });

  test('HTML of a forum post', () => {
    const text = `<html><body><p>Help</p><pre><code>$ ip a\n1: lo: &lt;LOOPBACK,UP&gt; mtu 65536\n    inet 127.0.0.1/8 scope host lo\n</code></pre></body></html>`;
    const [piece] = splitSession(text).pieces;
    expect(piece?.output).toBe('1: lo: <LOOPBACK,UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo\n');
  });

  test('HTML of several lines, which keep their numbers and end an output', () => {
    const text = `<p>Help</p>\n<style>\na\n</style>\n<pre><code>\n$ ip netns\nqdhcp-${network}\n</code></pre>\nSo what?\n`;
    expect(splitSession(text).pieces).toMatchObject([{ lines: [6, 7], output: `qdhcp-${network}\n` }]);
  });

  test('an answer of one line that is quoted by itself', () => {
    const text = '`arp -a`\n\n> ? (172.24.4.225) at <incomplete> on qg-1\n\nSo what?\n';
    expect(splitSession(text).text).toContain('\n? (172.24.4.225) at <incomplete> on qg-1\n');
  });

  test('prose behind the flows of a bridge, which a page moved to the right', () => {
    const flows = '   NXST_FLOW reply (xid=0x4):\n    cookie=0x0, table=0, priority=1 actions=NORMAL\n';
    expect(splitSession(`# ovs-ofctl dump-flows br-int\n${flows}\nThese look normal.\n`).pieces).toMatchObject([
      { output: flows },
    ]);
  });

  test('fences of Markdown end an output', () => {
    const [piece] = splitSession(`\`\`\`\n$ ip netns\nqdhcp-${network}\n\`\`\`\nSo what?\n`).pieces;
    expect(piece?.output).toBe(`qdhcp-${network}\n`);
  });

  test('no-break spaces are spaces', () => {
    expect(found('$ ip r\ndefault\u00a0via 10.0.0.1 dev eth0\n')[0]?.[2]).toBe('default via 10.0.0.1 dev eth0');
  });
});

describe('what belongs to no command', () => {
  test('is kept for whoever reads logs, with the host before it', () => {
    const text = `It says:\n2013 ERROR x\n\nroot@net01:~# ip netns\nqdhcp-${network}\n\nAnd then?\n`;
    expect(splitSession(text).rest).toEqual([
      { host: undefined, lines: [1, 2], text: 'It says:\n2013 ERROR x' },
      { host: 'net01', lines: [6, 7], text: '\nAnd then?' },
    ]);
  });

  test('is the id of a router in a log, though the output of a switch begins with one', () => {
    expect(splitSession(`Failed to process compatible router:\n${router}\n`).pieces).toEqual([]);
  });
});
