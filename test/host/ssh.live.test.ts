import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Argv } from '../../src/host/process.ts';
import { runProcess } from '../../src/host/process.ts';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { cli, diagnoseByCommand } from '../support/diagnosis.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';
import { said } from '../support/said.ts';

/**
 * A server with a key of its own, on a network of two hosts; it lets in who has the key that it prints: root, an operator
 * whom sudo asks for nothing, and a guest whom it asks for a password. None has anything set up for shells, which might
 * take its time, or wait for other shells.
 */
const server = `set -e
mkdir -p /run/sshd /run/ssh
for name in passwd shadow sudoers; do
  cp -p /etc/$name /run/ssh/$name
  sed -i 's#^root:x:.*#root:x:0:0:root:/:/bin/sh#' /run/ssh/$name
  mount --bind /run/ssh/$name /etc/$name
done
for user in operator:7001 guest:7002; do
  echo "\${user%:*}:x:\${user#*:}:65534::/:/bin/sh" >>/etc/passwd
  echo "\${user%:*}:*:19000::::::" >>/etc/shadow
done
printf '%s\n' 'operator ALL=(ALL) NOPASSWD: ALL' 'guest ALL=(ALL) ALL' >/etc/sudoers
ip addr add 198.18.77.1/30 dev mgmt && ip link set mgmt up
ssh-keygen -q -t ed25519 -N '' -f /run/ssh/host
ssh-keygen -q -t ed25519 -N '' -f /run/ssh/user
cp /run/ssh/user.pub /run/ssh/authorized
printf '%s\\n' 'HostKey /run/ssh/host' 'AuthorizedKeysFile /run/ssh/authorized' 'StrictModes no' 'UsePAM no' \\
  'PidFile none' >/run/ssh/config
/usr/sbin/sshd -f /run/ssh/config
cat /run/ssh/user`;

/** What a user has set up: net01 works, others don't. Nobody's own settings are looked at, or touched. */
const client = `set -e
ip addr add 198.18.77.2/30 dev mgmt && ip link set mgmt up
mount -t tmpfs none /etc/ssh
mkdir -m 700 /run/ssh
(umask 077; cat >/run/ssh/user)
ssh-keygen -q -t ed25519 -N '' -f /run/ssh/other
echo "198.18.77.1 $1" >/run/ssh/known
cat >/etc/ssh/ssh_config <<E
Host net01 refused stranger
  HostName 198.18.77.1
  GlobalKnownHostsFile none
Match originalhost net01
  IdentityFile /run/ssh/user
Match originalhost refused
  IdentityFile /run/ssh/other
Match originalhost stranger
  UserKnownHostsFile none
Host *
  IdentitiesOnly yes
  UserKnownHostsFile /run/ssh/known
E`;

const outputOf = async (lab: Lab, words: Argv, input?: string): Promise<string> => {
  const end = await lab.run(words, input === undefined ? {} : { input });
  if (end.kind !== 'exited' || end.exitCode !== 0) throw new Error(JSON.stringify(end));
  return end.stdout;
};

describeLive('another host, over ssh', () => {
  const there = sharedLab('neutron');
  const here = sharedLab('folsom');

  beforeAll(async () => {
    const [one, other] = [there().pid, here().pid].map(String);
    const ends = ['mgmt', 'netns', one ?? '', 'type', 'veth', 'peer', 'name', 'mgmt', 'netns', other ?? ''];
    await runProcess(['ip', 'link', 'add', 'name', ...ends], { timeoutMs: 5000 });
    const key = await outputOf(there(), ['sh', '-c', server]);
    const hostKey = await outputOf(there(), ['cat', '/run/ssh/host.pub']);
    await outputOf(here(), ['sh', '-c', client, 'sh', hostKey], key);
  });

  describe.each([
    ['healthy', 'net01', undefined],
    ['broken', 'net01', 'dhcp-reply-drop-flow'],
    ['not answering some commands', 'net01', 'ovsdb-server-frozen'],
    ['healthy, by sudo', 'operator@net01', undefined],
  ])('while it is %s', (_, destination, id) => {
    const fault = faults.find((each) => each.id === id);

    beforeAll(async () => {
      if (fault !== undefined) await injectFault(there(), fault);
    });

    afterAll(async () => {
      if (fault !== undefined) await healFault(there(), fault);
    });

    const timeout = 600_000;
    test('is diagnosed as it is there, probes included, and nothing is left on either', { timeout }, async () => {
      const near = await diagnoseByCommand(there());
      const far = await diagnoseByCommand(here(), '--host', destination);
      expect(far.report.host).toEqual({ name: near.report.host.name, source: 'ssh' });
      expect(said(far.report)).toEqual(said(near.report));
      expect(far.exitCode).toBe(near.exitCode);
      const left =
        'sleep 0.5; ps -eo args= | grep -E "^(ssh |sshd: .*@|tcpdump|timeout [0-9.]+ cat|cat$)" || echo nothing';
      expect(await outputOf(there(), ['sh', '-c', left])).toBe('nothing\n');
      expect(await outputOf(here(), ['sh', '-c', left])).toBe('nothing\n');
    });
  });

  test('is recorded and mapped', async () => {
    await outputOf(here(), [...cli, 'collect', '--host', 'net01', '--passive', '--wait', '0', '-o', '/run/net01']);
    const { report } = await diagnoseByCommand(here(), '--from', '/run/net01');
    expect(report.findings).toEqual([]);
    const map = await outputOf(here(), [...cli, 'map', '--host', 'net01']);
    expect(map).toBe(await outputOf(there(), [...cli, 'map']));
  });

  test.each([
    ['net02', /^qdoctor: Cannot connect to net02: ssh: Could not resolve hostname net02: [^\n]*\n$/],
    ['198.18.77.2', /^qdoctor: Cannot connect to 198\.18\.77\.2: ssh: connect to host [^\n]*refused\.\n$/],
    ['refused', /^qdoctor: Cannot connect to refused: [^\n]*Permission denied \([^\n]*\)\. Use a key[^\n]*\n$/],
    ['stranger', /^qdoctor: Cannot connect to stranger: Host key verification failed\. Log in manually once[^\n]*\n$/],
    ['guest@net01', /^qdoctor: Cannot connect to guest@net01: sudo: a password is required\. sudo must work [^\n]*\n$/],
    ['-oProxyCommand=false', /^qdoctor: [^\n]*\n$/],
  ])('%s: one line says why it can not be looked at', async (name, words) => {
    const end = await here().run([...cli, '--ci', `--host=${name}`]);
    expect(end).toMatchObject({ kind: 'exited', exitCode: 3, stdout: '', stderr: expect.stringMatching(words) });
  });

  test('goes away while it is looked at: one line says so', async () => {
    const lookAndCut = `
      "$@" --ci --host net01 & it=$!
      until pgrep -P "$it" ssh >/dev/null; do sleep 0.05; done
      sleep 1
      ip link set mgmt down
      wait "$it"; code=$?
      ip link set mgmt up
      exit "$code"`;
    const end = await here().run(['sh', '-c', lookAndCut, 'sh', ...cli], { timeoutMs: 130_000 });
    expect(end).toMatchObject({ kind: 'exited', exitCode: 3, stdout: '' });
    expect(end).toMatchObject({ stderr: expect.stringMatching(/^qdoctor: Cannot connect to net01: [^\n]*\n$/) });
  });

  test('qdoctor is killed in its midst: what runs there ends, and the next run removes what is left here', async () => {
    const kill = `
      mkdir -p /run/tmp; export TMPDIR=/run/tmp
      "$@" --ci --host net01 >/dev/null 2>&1 & it=$!
      until [ -n "$(find /run/tmp -name s -type s)" ] && pgrep -f 'ssh .*-S.*net01.*ovs-' >/dev/null; do sleep 0.05; done
      kill -KILL "$it"; ls -A /run/tmp | wc -l`;
    expect(await outputOf(here(), ['sh', '-c', kill, 'sh', ...cli])).toBe('1\n');
    const next = 'TMPDIR=/run/tmp "$@" --ci --host net01 --passive --wait 0 >/dev/null; ls -A /run/tmp | wc -l';
    expect(await outputOf(here(), ['sh', '-c', next, 'sh', ...cli])).toBe('0\n');
    const left = 'sleep 1; ps -eo args= | grep -E "^(ssh |sshd: .*@|tcpdump|timeout [0-9.]+ cat|cat$)" || echo nothing';
    expect(await outputOf(there(), ['sh', '-c', left])).toBe('nothing\n');
    expect(await outputOf(here(), ['sh', '-c', left])).toBe('nothing\n');
  });

  test.each([
    ['--ci', '--fix', '--host', 'net01'],
    ['--ci', '--from', '/run/net01', '--host', 'net01'],
  ])('%s %s %s goes with no other host', async (...words) => {
    expect(await here().run([...cli, ...words])).toMatchObject({ exitCode: 2 });
  });
});
