import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { reportSchema, reportsSchema } from '../../src/report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-pasted-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The built command line as a user runs it, with a text on standard input. */
function qdoctor(input: string, ...words: readonly string[]) {
  const options = { encoding: 'utf8', cwd: folder, input } as const;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageRoot, 'dist/src/cli.js'), ...words],
    options,
  );
  return { status, stdout, stderr };
}

const router = 'qrouter-5d3c9a80-1f4e-4b7a-8c55-0a7be0d2f913';
/** A router of which one leg is up or down, as its host shows it. */
const shown = (host: string, flags: string) => `root@${host}:~# ip netns
${router}
root@${host}:~# ip netns exec ${router} ip a
1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default
    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00
    inet 127.0.0.1/8 scope host lo
       valid_lft forever preferred_lft forever
7: qg-6c1f20aa-31: <BROADCAST,MULTICAST${flags}> mtu 1500 qdisc noqueue state UNKNOWN group default
    link/ether fa:16:3e:7a:00:07 brd ff:ff:ff:ff:ff:ff
    inet 198.51.100.20/24 scope global qg-6c1f20aa-31
       valid_lft forever preferred_lft forever
`;
const broken = shown('net01', '');
const both = `${broken}${shown('net02', ',UP,LOWER_UP')}`;

describe('qdoctor --ci --from', () => {
  test('- reads a session on standard input', () => {
    const { status, stdout } = qdoctor(broken, '--ci', '--from', '-', '--format', 'json');
    const report = reportSchema.parse(JSON.parse(stdout));
    expect([status, report.host.name]).toEqual([1, 'net01']);
    expect(report.findings[0]).toMatchObject({ check: 'router-gateway-down' });
  });

  test('of several hosts reports each, and ends as the worst of them', () => {
    const text = qdoctor(both, '--ci', '--from', '-');
    expect(text.status).toBe(1);
    expect(text.stdout).toMatch(/^FAILING {2}net01 {2}router: .*^INCOMPLETE {2}net02 {2}/ms);
    const { stdout } = qdoctor(both, '--ci', '--from', '-', '--format', 'json');
    const { reports } = reportsSchema.parse(JSON.parse(stdout));
    expect(reports.map(({ host, verdict }) => [host.name, verdict])).toEqual([
      ['net01', 'failing'],
      ['net02', 'incomplete'],
    ]);
  });

  // https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/60
  test('a line of a log names its cause', () => {
    const line =
      '2013-05-22 22:03:13    ERROR [quantum.plugins.openvswitch.agent.ovs_quantum_agent] Failed to create OVS patch port. Cannot have tunneling enabled on this agent, since this version of OVS does not support tunnels or patch ports. Agent terminated!\n';
    const { status, stdout } = qdoctor(`Each time it says\n${line}\nWhat now?\n`, '--ci', '--from', '-');
    expect(status).toBe(1);
    expect(stdout.replace(/\s+/g, ' ')).toContain(
      '✗ The L2 agent could not join its bridges: this version of OVS does not support tunnels or patch ports',
    );
  });

  test('a text without any output is refused in one line', () => {
    expect(qdoctor('Please help!\n', '--ci', '--from', '-')).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'qdoctor: No known command output in standard input. Include prompts and commands with their output: root@net01:~# ovs-vsctl show\n',
    });
  });
});

test('qdoctor map draws each host as text, and only one as a picture', () => {
  mkdirSync(join(folder, 'both'));
  writeFileSync(join(folder, 'both/ticket.txt'), both);
  const { stdout } = qdoctor('', 'map', '--from', 'both');
  expect(stdout).toMatch(/^How net01 is wired$.*^How net02 is wired$/ms);
  expect(qdoctor('', 'map', '--from', 'both', '--format', 'dot')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^qdoctor: The recording contains 2 hosts; dot shows one\./),
  });
});

test('qdoctor diff compares one host with one', () => {
  expect(qdoctor('', 'diff', 'both', 'both')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^qdoctor: both contains 2 hosts: net01 and net02\./),
  });
});
