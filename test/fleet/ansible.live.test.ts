import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { healCloudFault, injectCloudFault } from '../../src/lab/cloud-faults/apply.ts';
import { cloudFaults } from '../../src/lab/cloud-faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { packageRoot } from '../../src/package.ts';
import { type FleetReport, fleetReportSchema } from '../../src/report/fleet/report.ts';
import { cli } from '../support/diagnosis.ts';
import { sharedCloud } from '../support/live-cloud.ts';
import { describeLive } from '../support/live-lab.ts';

/** A server with a key of its own for one connection, on its standard input: no network of the machine is touched. */
const server = `set -e
mkdir -p /run/sshd /run/ssh /run/home
for name in passwd shadow sudoers; do
  cp -p /etc/$name /run/ssh/$name
  sed -i 's#^root:x:.*#root:x:0:0:root:/run/home:/bin/sh#' /run/ssh/$name
  mount --bind /run/ssh/$name /etc/$name
done
echo 'guest:x:7002:65534::/:/bin/sh' >>/etc/passwd
echo 'guest:*:19000::::::' >>/etc/shadow
echo 'guest ALL=(ALL) ALL' >/etc/sudoers
ssh-keygen -q -t ed25519 -N '' -f /run/ssh/host
cat >/run/ssh/authorized
printf '%s\\n' 'HostKey /run/ssh/host' 'AuthorizedKeysFile /run/ssh/authorized' 'StrictModes no' 'UsePAM no' \\
  'PidFile none' 'PermitRootLogin yes' >/run/ssh/config`;

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-ansible-'));
const at = (...names: readonly string[]) => join(folder, ...names);

/** Starts a server for one connection in a host. */
const entering = ({ pid }: Lab) =>
  `nsenter --target=${pid} --mount --net --pid --uts -- /usr/sbin/sshd -i -f /run/ssh/config`;

/** What a user has set up: an inventory as of kolla-ansible, keys, and hosts of which some can't be reached. */
function writeInventory(hosts: readonly Lab[]): void {
  const line = (name: string, proxy: string, key: string) =>
    `${name} ansible_host=${name} ansible_ssh_common_args='-F none -o ProxyCommand="${proxy}" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null' ansible_ssh_private_key_file=${at(key)}`;
  const named = new Map(hosts.map((host) => [host.model.place.name, host]));
  const lines = [...named].map(([name, host]) => line(name, entering(host), 'key'));
  const cmp1 = named.get('cmp1');
  const again = cmp1 === undefined ? 'false' : entering(cmp1);
  writeFileSync(
    at('inventory'),
    [
      ...lines,
      line('down', 'false', 'key'),
      line('stranger', again, 'other'),
      `${line('slow', again, 'key')} diagnose_timeout=1`,
      `${line('guest', again, 'key')} ansible_user=guest ansible_remote_tmp=/tmp/.ansible-guest`,
      '[network]',
      'net1',
      '[compute]',
      'cmp1',
      'cmp2',
      '[unreachable]',
      'down',
      'stranger',
      'slow',
      'guest',
      '[all:vars]',
      'ansible_user=root',
      'ansible_remote_tmp=/run/home/tmp',
      'ansible_python_interpreter=/usr/bin/python3',
      '',
    ].join('\n'),
  );
}

/** The same hosts for a user's own ssh, in a mount namespace in which /etc/ssh is theirs. */
function fleetOverSsh(hosts: readonly Lab[], ...words: readonly string[]) {
  const entries = [
    ...hosts.map((host) => [host.model.place.name, entering(host)] as const),
    ['down', 'false'] as const,
  ];
  const config = [
    ...entries.map(([name, proxy]) => `Host ${name}\n  ProxyCommand ${proxy}`),
    'Host *\n  User root',
    `  IdentityFile ${at('key')}`,
    '  StrictHostKeyChecking no',
    '  UserKnownHostsFile /dev/null',
    '',
  ];
  writeFileSync(at('ssh_config'), config.join('\n'));
  const script = 'mount -t tmpfs none /etc/ssh && cp "$1" /etc/ssh/ssh_config && shift && exec "$@"';
  const argv = ['--mount', '--propagation', 'private', 'sh', '-c', script, 'sh', at('ssh_config'), ...cli, 'fleet'];
  const named = entries.flatMap(([name]) => ['--host', name]);
  const run = [...argv, ...named, '--quiet', '--format', 'json', ...words];
  const { status, stdout } = spawnSync('unshare', run, { encoding: 'utf8', timeout: 200_000 });
  return { status, report: fleetReportSchema.parse(JSON.parse(stdout)) };
}

function ansible(tool: string, ...words: readonly string[]) {
  const env = {
    ...process.env,
    HOME: folder,
    PWD: folder,
    ANSIBLE_COLLECTIONS_PATH: at('collections'),
    ANSIBLE_COLLECTIONS_PATHS: at('collections'),
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_HOST_KEY_CHECKING: 'False',
    ANSIBLE_SSH_RETRIES: '0',
  };
  const { status, stdout, stderr } = spawnSync(tool, words, { cwd: folder, env, encoding: 'utf8', timeout: 200_000 });
  return { status, stdout, stderr };
}

const variables = JSON.stringify({ diagnose_command: cli, diagnose_wait: 0 });

const diagnose = (...words: readonly string[]) =>
  ansible('ansible-playbook', ...['-i', at('inventory'), 'qdoctor.qdoctor.diagnose', '-e', variables], ...words);

const reportThere = (): FleetReport =>
  fleetReportSchema.parse(JSON.parse(readFileSync(at('qdoctor-diagnosis/qdoctor.json'), 'utf8')));

describeLive('the Ansible collection, over ssh to three hosts', () => {
  const { hosts, host } = sharedCloud();

  beforeAll(async () => {
    for (const name of ['key', 'other'])
      expect(spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]).status).toBe(0);
    for (const one of hosts()) {
      const end = await one.run(['sh', '-c', server], { input: readFileSync(at('key.pub'), 'utf8') });
      expect(end).toMatchObject({ kind: 'exited', exitCode: 0 });
    }
    writeInventory(hosts());
    mkdirSync(at('collections'));
    const built = ansible('ansible-galaxy', 'collection', 'build', join(packageRoot, 'ansible'));
    expect(built).toMatchObject({ status: 0 });
    const file = at('qdoctor-qdoctor-0.1.0.tar.gz');
    expect(ansible('ansible-galaxy', 'collection', 'install', '--offline', '-p', at('collections'), file).status).toBe(
      0,
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('finds nothing while they are healthy, with --check and 20 forks too', () => {
    for (const words of [[], ['--check'], ['-f', '20']]) {
      const { status, stdout } = diagnose(...words);
      expect([status, stdout]).toEqual([0, expect.stringContaining('HEALTHY  3 hosts: 3 healthy')]);
      expect(reportThere().hosts.map(({ name }) => name)).toEqual(['net1', 'cmp1', 'cmp2']);
    }
  });

  test('gives one report where a play of its own takes the hosts one by one', () => {
    const play = { hosts: 'network:compute', gather_facts: false, become: true, serial: 1 };
    writeFileSync(at('play.yml'), JSON.stringify([{ ...play, roles: ['qdoctor.qdoctor.diagnose'] }]));
    const { status, stdout } = ansible('ansible-playbook', '-i', at('inventory'), at('play.yml'), '-e', variables);
    expect([status, stdout.split('HEALTHY  3 hosts: 3 healthy').length]).toEqual([0, 2]);
  });

  test('names the root cause and its host, and the play fails', async () => {
    const fault = cloudFaults.find(({ id }) => id === 'tunnel-gone');
    if (fault === undefined) throw new Error('no such fault');
    await injectCloudFault(host, fault);
    try {
      const { status, stdout } = diagnose();
      expect(status).toBe(2);
      expect(stdout).toContain('FAILING  3 hosts');
      expect(reportThere().findings[0]).toMatchObject({ host: fault.at, check: fault.expects });
      expect(diagnose('-e', 'diagnose_fail=false').status).toBe(0);
    } finally {
      await healCloudFault(host, fault);
    }
  });

  test('lists hosts that cannot be recorded, with the reason, and diagnoses the others', () => {
    const { status, stdout } = diagnose('-e', 'diagnose_hosts=all');
    expect([status, stdout]).toEqual([0, expect.stringContaining('INCOMPLETE  7 hosts')]);
    const reasons = Object.fromEntries(
      reportThere().hosts.flatMap(({ name, state, reason }) => (state === 'missing' ? [[name, reason]] : [])),
    );
    expect(reasons).toEqual({
      down: expect.stringMatching(/connect/i),
      stranger: expect.stringMatching(/permission denied/i),
      slow: expect.stringMatching(/failed to execute in the expected time frame \(1\)/),
      guest: expect.stringMatching(/sudo/i),
    });
  });

  test('keeps to --limit', () => {
    const { status } = diagnose('--limit', 'net1,cmp2');
    expect([status, reportThere().hosts.map(({ name }) => name)]).toEqual([0, ['net1', 'cmp2']]);
  });

  test.each([
    // The sample inventories of kolla-ansible (multinode) and of OpenStack-Ansible, as far as they name these groups.
    ['kolla-ansible', { control: ['ctl1'], network: ['net1'], compute: ['cmp1', 'cmp2'], monitoring: ['mon1'] }],
    ['OpenStack-Ansible', { shared_infra_hosts: ['ctl1'], network_hosts: ['net1'], compute_hosts: ['cmp1', 'cmp2'] }],
  ])('takes the network nodes and computes of an inventory of %s', (name, groups) => {
    const inventory = Object.entries(groups).flatMap(([group, members]) => [`[${group}]`, ...members]);
    writeFileSync(at(name), `${inventory.join('\n')}\n`);
    const { stdout } = ansible('ansible-playbook', '-i', at(name), 'qdoctor.qdoctor.diagnose', '--list-hosts');
    expect(
      stdout
        .match(/^ {6}(\w+)$/gm)
        ?.map((line) => line.trim())
        .toSorted(),
    ).toEqual(['cmp1', 'cmp2', 'net1']);
  });

  test('diagnoses them without Ansible too, with packets from host to host', async () => {
    const fault = cloudFaults.find(({ id }) => id === 'underlay-drops-tunnels');
    if (fault === undefined) throw new Error('no such fault');
    await injectCloudFault(host, fault);
    try {
      const { status, report } = fleetOverSsh(hosts());
      const [root, ...others] = report.findings.filter(({ cause }) => cause === 'root');
      expect([status, root?.check, root?.host, others]).toEqual([1, fault.expects, fault.at, []]);
      expect(fleetOverSsh(hosts(), '--passive').report.findings).toEqual([]);
    } finally {
      await healCloudFault(host, fault);
    }
    const { status, report } = fleetOverSsh(hosts());
    expect([status, report.verdict, report.findings]).toEqual([3, 'incomplete', []]);
    expect(report.hosts.map(({ name, state }) => `${name} ${state}`)).toEqual([
      ...['net1', 'cmp1', 'cmp2'].map((name) => `${name} diagnosed`),
      'down missing',
    ]);
    expect(report.checks.find(({ id }) => id === fault.expects)).toMatchObject({ verdict: 'pass', reason: null });
  });

  test('leaves nothing on the hosts', async () => {
    for (const one of hosts()) {
      const end = await one.run([
        'sh',
        '-c',
        'ls -d /tmp/qdoctor.* /run/home/tmp/* 2>/dev/null || ps -eo args= | grep [t]cpdump || echo nothing',
      ]);
      expect(end).toMatchObject({ stdout: 'nothing\n' });
    }
  });
});

describe('the version of the collection', () => {
  test('is that of the package', () => {
    const { version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string };
    expect(readFileSync(join(packageRoot, 'ansible/galaxy.yml'), 'utf8')).toContain(`version: ${version}\n`);
  });
});
