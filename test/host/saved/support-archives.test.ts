import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { findRecordings } from '../../../src/host/find-recordings.ts';
import { openRecordings } from '../../../src/host/recording.ts';
import { packageRoot } from '../../../src/package.ts';
import { diagnosisOf } from '../../support/recorded-host.ts';

/* What support tools make of a whole cloud: which folders are hosts, and what is read of each. */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-support-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;

function folderOf(files: Readonly<Record<string, string>>): string {
  count += 1;
  const target = join(folder, String(count));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(target, name)), { recursive: true });
    writeFileSync(join(target, name), text);
  }
  return target;
}

function packed(source: string, file: string): string {
  expect(spawnSync('tar', ['-cJf', file, '-C', source, '.']).status).toBe(0);
  return file;
}

const processes = readFileSync(join(packageRoot, 'test/recordings/lab-neutron-text/shown/ps_auxww'), 'utf8');
const sockets = 'State Recv-Q Send-Q Local Address:Port Peer Address:Port Process\n';
const status = `model:
  name: openstack
machines:
  "0":
    juju-status:
      current: started
    hostname: net01
    containers:
      0/lxd/2:
        hostname: juju-4f0c1a-0-lxd-2
  "1":
    hostname: cmp01
  "2":
    dns-name: 10.0.0.9
`;
const route = 'default via 10.0.0.1 dev eth0\n';
const bindingFailed =
  '2020-01-01 10:00:00.000 1 ERROR neutron.plugins.ml2.managers [req-1] Failed to bind port 3ce93b1a-0aa4-44b1-92bb-94d63d8c1c0a on host cmp01 for vnic_type normal using segments []\n';

const crashdump = {
  'juju_status.yaml': status,
  'juju_status.txt': 'Model Controller\n',
  'debug_log.txt': 'machine-0: 10:00:00 INFO juju.worker started\n',
  '0/baremetal/psaux.txt': processes,
  '0/baremetal/listening.txt': sockets,
  '0/baremetal/etc/neutron/neutron.conf': '[DEFAULT]\n',
  '0/lxd/2/psaux.txt': 'USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\n',
  '1/baremetal/var/log/neutron/neutron-openvswitch-agent.log': bindingFailed,
  '2/baremetal/psaux.txt': processes,
};

const namesIn = async (path: string) => (await openRecordings(path)).map(({ name }) => name);

describe('a crashdump of Juju', () => {
  const names = ['net01', 'juju-4f0c1a-0-lxd-2', 'cmp01', 'machine 2'];

  test('has a host for each machine and container', async () => {
    expect(await namesIn(folderOf(crashdump))).toEqual(names);
  });

  test('in a folder above it, too', async () => {
    const inside = Object.fromEntries(Object.entries(crashdump).map(([name, text]) => [`7f0c2a/${name}`, text]));
    expect(await namesIn(folderOf(inside))).toEqual(names);
  });

  test('packed', async () => {
    expect(await namesIn(packed(folderOf(crashdump), join(folder, 'juju-crashdump.tar.xz')))).toEqual(names);
  });

  test('is one recording', () => {
    const path = folderOf(crashdump);
    expect(findRecordings(path)).toEqual([path]);
  });

  test('what its addons printed is read as the output of their commands', async () => {
    const [net01] = await openRecordings(folderOf(crashdump));
    const results = await net01?.run([
      { argv: ['ps', 'auxww'] },
      { argv: ['ss', '-lunp'] },
      { argv: ['ip', 'netns', 'list'] },
    ]);
    expect(results?.map((one) => (one.kind === 'exited' ? one.stdout : one.kind))).toEqual([
      processes,
      sockets,
      'not-recorded',
    ]);
  });

  test('the logs of a machine are read', async () => {
    const hosts = await openRecordings(folderOf(crashdump));
    const cmp01 = hosts.find(({ name }) => name === 'cmp01');
    expect(cmp01 === undefined ? [] : (await diagnosisOf(cmp01)).findings.map(({ check }) => check)).toEqual([
      'port-binding-failed',
    ]);
  });

  test('a sosreport of a machine goes before what else is there of it', async () => {
    const path = folderOf(crashdump);
    const report = folderOf({
      'r/sos_commands/host/hostname': 'net01-by-sos\n',
      'r/sos_commands/networking/ip_route': route,
    });
    packed(report, join(path, '0/baremetal/sosreport-net01.tar.xz'));
    expect(await namesIn(path)).toEqual(['juju-4f0c1a-0-lxd-2', 'cmp01', 'machine 2', 'net01-by-sos']);
    expect(await namesIn(packed(path, join(folder, 'with-report.tar.xz')))).toEqual([
      ...['juju-4f0c1a-0-lxd-2', 'cmp01', 'machine 2', 'net01-by-sos'],
    ]);
  });
});

test('a packed sosreport in the folder of one host takes nothing from the folders of others', async () => {
  const path = folderOf({ 'net01/ip_route': route, 'cmp01/notes.txt': 'see the report\n' });
  const report = folderOf({ 'r/sos_commands/host/hostname': 'cmp01\n' });
  packed(report, join(path, 'cmp01/sosreport-cmp01.tar.xz'));
  expect(await namesIn(path)).toEqual(['net01', 'cmp01']);
});

describe('a must-gather', () => {
  const root = 'quay-io-openstack-must-gather-sha256-1/';
  const gathered = (prefix: string) => ({
    [`${prefix}namespaces/openstack/pods/neutron-0/neutron-api.log`]: bindingFailed,
    [`${prefix}ctlplane/neutron/agent_list`]: '\n',
    [`${prefix}version`]: '1\n',
    [`${prefix}sos-reports/_all_nodes/sosreport-edpm-0/sos_commands/host/hostname`]: 'edpm-0\n',
    [`${prefix}sos-reports/_all_nodes/sosreport-edpm-0/sos_commands/networking/ip_route`]: route,
  });

  test.each(['', root, `must-gather.local.5/${root}`])('below "%s" has the nodes of its sosreports', async (prefix) => {
    const path = folderOf(gathered(prefix));
    const hosts = await openRecordings(path);
    expect(hosts.map(({ name, source }) => [name, source])).toEqual([['edpm-0', 'sosreport']]);
    expect(findRecordings(path)).toEqual([join(path, prefix, 'sos-reports/_all_nodes/sosreport-edpm-0')]);
    const [result] = (await hosts[0]?.run([{ argv: ['ip', 'route', 'show'] }])) ?? [];
    expect(result).toMatchObject({ kind: 'exited', stdout: route });
  });

  test('packed ones are opened, too', async () => {
    const path = folderOf(gathered(root));
    const report = folderOf({
      'r/sos_commands/host/hostname': 'edpm-1\n',
      'r/sos_commands/networking/ip_route': route,
    });
    packed(report, join(path, root, 'sos-reports/_all_nodes/sosreport-edpm-1.tar.xz'));
    expect(await namesIn(path)).toEqual(['edpm-0', 'edpm-1']);
    expect(await namesIn(packed(path, join(folder, 'must-gather.tar.xz')))).toEqual(['edpm-0', 'edpm-1']);
  });
});
