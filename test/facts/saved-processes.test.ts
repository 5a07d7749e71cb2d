import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { factIds, gatherFacts } from '../../src/facts/index.ts';
import { openRecording } from '../../src/host/recording.ts';
import { savedHosts } from '../../src/host/saved/hosts.ts';
import { all } from '../support/edits/change.ts';
import { newProcess } from '../support/edits/processes.ts';
import { healthyHost } from '../support/recorded-host.ts';
import { recording } from './text/recorded.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-processes-'));
afterAll(() => rmSync(folder, { recursive: true }));

const id = '487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a';

async function dnsmasqWith(namespaces: string) {
  const list = recording('procps-ng-4.0.2/ps_auxww.txt');
  const hostsfile = `--dhcp-hostsfile=/var/lib/neutron/dhcp/${id}/host`;
  writeFileSync(join(folder, 'ps_auxww'), list.replace('dnsmasq 602', `dnsmasq ${hostsfile}`));
  writeFileSync(join(folder, 'ip_netns'), namespaces);
  return (await gatherFacts(openRecording(folder), factIds)).dnsmasq;
}

test('a dnsmasq in a saved list of processes serves the namespace of its network', async () => {
  expect(await dnsmasqWith(`qdhcp-${id}\n`)).toMatchObject({
    known: true,
    value: [{ pid: 6, networkId: id, isFrozen: false, whereabouts: undefined }],
  });
});

test('a dnsmasq whose namespace is not on the host may be a container’s', async () => {
  expect(await dnsmasqWith('fip-487dbcfc-62fb-4b87-ad8c-8fa4c015ac0a\n')).toEqual({
    known: false,
    reason: "the dnsmasq with pid 6 may be a container's: its namespace is not on this host",
  });
});

/** What `ps aux | grep …` printed on a host with that namespace. */
async function dnsmasqAmong(rows: string) {
  const [host] = savedHosts({
    name: 'session.txt',
    paths: new Set(['session.txt']),
    read: () => Buffer.from(`root@a:~# ip netns\nqdhcp-${id}\nroot@a:~# ps aux | grep dnsmasq\n${rows}root@a:~#\n`),
  });
  if (host === undefined) throw new Error('no host');
  return (await gatherFacts(host, factIds)).dnsmasq;
}
const row = (pid: number, args: string) =>
  `root      ${pid}  0.0  0.0   8160   736 pts/2    S+   16:21   0:00 ${args}\n`;
const grep = row(24310, 'grep --color=auto dnsmasq');

test('a list that grep has filtered tells all dnsmasq, as grep itself is in it', async () => {
  expect(await dnsmasqAmong(grep)).toEqual({ known: true, value: [] });
  const own = row(7, `dnsmasq --no-hosts --dhcp-hostsfile=/var/lib/neutron/dhcp/${id}/host`);
  expect(await dnsmasqAmong(own + grep)).toMatchObject({ known: true, value: [{ pid: 7, networkId: id }] });
  const other = row(8, '/usr/sbin/dnsmasq -u libvirt-dnsmasq --pid-file=/var/run/libvirt/network/default.pid');
  expect(await dnsmasqAmong(other + grep)).toEqual({ known: true, value: [] });
});

test.each([
  ['for something else', row(24310, 'grep --color=auto metadata')],
  ['with a line that was cut', row(7, 'dnsmasq --no-hosts --no-resolv --strict-or') + grep],
  ['without itself', row(7, 'vi dnsmasq.conf')],
])('one that it filtered %s does not', async (_, rows) => {
  expect(await dnsmasqAmong(rows)).toMatchObject({ known: false });
});

test('lines of one length are no sign of a cut in what ps printed to us', async () => {
  const args = (program: string) => program.padEnd(2000, 'x');
  const host = all(newProcess(args('/usr/bin/one ')), newProcess(args('/usr/bin/two ')))(healthyHost('neutron'));
  expect((await gatherFacts(host, ['processes'])).processes.known).toBe(true);
});
