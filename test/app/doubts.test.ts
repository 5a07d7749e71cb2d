import { describe, expect, test } from 'vitest';
import { diagnosisOfSaved } from '../support/saved-folder.ts';

/* A line that is lost from a pasted listing looks like a fault: one listing alone makes no error of what it lacks. */

const network = '0c8a5b36-7be4-4d0f-9a51-2f1d8a6c4e70';
const qdhcp = `qdhcp-${network}`;
const tap = 'tap3e91c0d4-7f';

const prompt = 'root@net01:~#';
const processes = `${prompt} ps auxww
USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root           1  0.0  0.1   2000  1000 ?        Ss   10:00   0:00 init
root         820  0.0  0.1   8000  3000 pts/0    R+   10:09   0:00 ps auxww
neutron      811  0.1  1.0  90000 40000 ?        Ss   10:00   0:09 /usr/bin/python3 /usr/bin/neutron-dhcp-agent
`;
const devices = `${prompt} ip netns exec ${qdhcp} ip a
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
7: ${tap}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UNKNOWN
    link/ether fa:16:3e:7a:00:07 brd ff:ff:ff:ff:ff:ff
    inet 10.70.1.2/24 brd 10.70.1.255 scope global ${tap}
       valid_lft forever preferred_lft forever
`;
const summariesOf = async (...outputs: readonly string[]): Promise<readonly string[]> => {
  const { findings } = await diagnosisOfSaved({ 'session.txt': `${outputs.join('')}${prompt} ` });
  return findings.map(({ severity, summary }) => `${severity}: ${summary}`);
};

describe('a server that a list of processes lacks', () => {
  test('may be in a line that was lost', async () => {
    expect(await summariesOf(devices, processes)).toEqual([
      `warning: No dnsmasq runs in ${qdhcp}, unless a line of \`ps auxww\` was lost.`,
    ]);
  });

  test('is missing in outputs that were saved as files', async () => {
    const output = (text: string) => text.slice(text.indexOf('\n') + 1);
    const files = { ps_auxww: output(processes), [`ip_netns_exec_${qdhcp}_ip_a`]: output(devices) };
    const { findings } = await diagnosisOfSaved(files);
    expect(findings.map(({ check, severity }) => [check, severity])).toEqual([['dhcp-server-not-running', 'error']]);
  });
});

describe('a line that stands there', () => {
  const down = devices.replace('MULTICAST,UP,LOWER_UP> mtu 1450', 'MULTICAST> mtu 1450');

  test('is an error, whatever else was lost', async () => {
    expect(await summariesOf(down)).toEqual([`error: ${tap} is down in ${qdhcp}.`]);
  });
});

describe('a tag that a listing does not show', () => {
  const show = (tag: string) => `${prompt} ovs-vsctl show
b7d1f0c2-5a83-4e66-9c0d-4f2a1e8b7c39
    Bridge br-int
        fail_mode: secure
        Port "${tap}"
${tag}            Interface "${tap}"
                type: internal
        Port br-int
            Interface br-int
                type: internal
    ovs_version: "2.0.2"
`;

  test('may be a lost line', async () => {
    expect(await summariesOf(show(''))).toEqual([
      `warning: ${tap} has no VLAN tag, unless a line of \`ovs-vsctl show\` was lost.`,
    ]);
    expect(await summariesOf(show('            tag: 3\n'))).toEqual([]);
  });
});
