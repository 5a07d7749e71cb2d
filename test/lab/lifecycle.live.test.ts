import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { findLab, type Lab, listLabs, startLab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';
import { failingJourneys } from '../support/connectivity.ts';
import { cli as built } from '../support/diagnosis.ts';
import { describeLive, uniqueName } from '../support/live-lab.ts';

describeLive('the life of a lab', () => {
  const labs: Lab[] = [];
  let before: Machine;
  const start = async (layout: Layout, name = uniqueName()) => {
    const lab = await startLab({ name, layout });
    labs.push(lab);
    return lab;
  };
  beforeEach(async () => {
    before = await machine();
  });
  afterEach(async () => {
    for (const lab of labs.splice(0)) await lab.down();
  });

  test('two labs at once, each healthy, and then nothing left of either', async () => {
    const [folsom, neutron] = await Promise.all([start('folsom'), start('neutron')]);
    expect(await failingJourneys(folsom)).toEqual([]);
    expect(await failingJourneys(neutron)).toEqual([]);
    expect((await listLabs()).map((lab) => lab.pid)).toEqual(expect.arrayContaining([folsom.pid, neutron.pid]));
    expect(await machine()).toEqual(before);

    const spaces = await Promise.all([pidNamespaceOf(folsom), pidNamespaceOf(neutron)]);
    await folsom.down();
    expect(await failingJourneys(neutron)).toEqual([]);
    await neutron.down();
    for (const space of spaces) expect(await processesIn(space)).toEqual([]);
    expect(await machine()).toEqual(before);
  });

  test('a second lab of the same name is a mistake of the user', async () => {
    const lab = await start('folsom');
    await expect(start('neutron', lab.name)).rejects.toThrow(UserError);
    expect((await findLab(lab.name))?.layout).toBe('folsom');
  });

  test('of two labs of one name at once, one comes up', async () => {
    const name = uniqueName();
    const results = await Promise.allSettled([start('folsom', name), start('folsom', name)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await listLabs()).filter((lab) => lab.name === name)).toHaveLength(1);
  });

  test('commands inside: exit code, input, time limit, and no process left by the limit', async () => {
    const lab = await start('folsom');
    expect(await lab.run(['sh', '-c', 'cat; exit 7'], { input: 'hello' })).toEqual({
      kind: 'exited',
      exitCode: 7,
      stdout: 'hello',
      stderr: '',
    });
    expect(await lab.run(['sleep', '1234'], { timeoutMs: 300 })).toMatchObject({ kind: 'timed-out' });
    await expect.poll(async () => (await lab.run(['pgrep', '-f', '^sleep 1234$'])).kind).toBe('exited');
    await expect.poll(() => lab.run(['pgrep', '-f', '^sleep 1234$'])).toMatchObject({ exitCode: 1 });
  });

  test('orphans are reaped', async () => {
    const lab = await start('folsom');
    await lab.run(['sh', '-c', '(sleep 0.1 &) ; exit 0']);
    await expect.poll(() => lab.run(['sh', '-c', 'ps -eo stat= | grep -c Z'])).toMatchObject({ stdout: '0\n' });
  });

  test('its first process was killed', async () => {
    const lab = await start('neutron');
    const space = await pidNamespaceOf(lab);
    process.kill(lab.pid, 'SIGKILL');
    await expect.poll(() => processesIn(space)).toEqual([]);
    expect(await findLab(lab.name)).toBeUndefined();
    expect(await machine()).toEqual(before);
  });

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 130],
    ['SIGKILL', null],
  ] as const)('"lab up" was ended by %s halfway', async (signal, exitCode) => {
    const name = uniqueName();
    const up = cli('lab', 'up', '--name', name);
    await firstLine(up);
    const lab = await findLab(name);
    if (lab === undefined) throw new Error('no lab although "up" has said something');
    const space = await pidNamespaceOf(lab);
    up.kill(signal);
    const [code] = (await once(up, 'exit')) as [number | null];
    expect(code).toBe(exitCode);
    await expect.poll(() => processesIn(space)).toEqual([]);
    expect(await findLab(name)).toBeUndefined();
    expect(await machine()).toEqual(before);
  });

  test('it outlives "lab up", runs a command, and goes with "lab down"', async () => {
    const name = uniqueName();
    expect((await finished(cli('lab', 'up', '--name', name, '--layout', 'folsom'))).exitCode).toBe(0);
    const lab = await findLab(name);
    if (lab === undefined) throw new Error('no lab after "up"');
    labs.push(lab);
    expect(await failingJourneys(lab)).toEqual([]);
    const ran = await finished(cli('lab', 'run', '--name', name, '--', 'sh', '-c', 'ovs-vsctl list-br; exit 9'));
    expect(ran).toMatchObject({ exitCode: 9, stdout: 'br-ex\nbr-int\n' });
    // A command starts where its caller is, or says that the lab has no such folder.
    const here = await finished(cli('lab', 'run', '--name', name, '--', 'pwd'));
    expect(here.stdout.trim()).toBe(process.cwd());
    const hidden = mkdtempSync('/run/qdoctor-hidden-');
    const elsewhere = await finished(cliFrom(hidden, 'lab', 'run', '--name', name, '--', 'pwd'));
    rmSync(hidden, { recursive: true });
    expect([elsewhere.exitCode, elsewhere.stdout]).toEqual([0, '/\n']);
    expect(elsewhere.stderr).toBe(`qdoctor: the lab has no folder ${hidden}; starting in /\n`);

    const faultsOf = async () => (await finished(cli('lab', 'status', '--name', name))).stdout.split('\n')[1] ?? '';
    expect(await faultsOf()).toMatch(/ none$/);
    for (const fault of ['qr-down', 'br-ex-down']) await finished(cli('lab', 'fault', fault, '--name', name));
    // One is repaired by its fix, of which the lab knows nothing.
    const { namespace, qr } = lab.model.a.router;
    await lab.run(['ip', '-n', namespace, 'link', 'set', qr.device, 'up']);
    expect(await faultsOf()).toMatch(/ br-ex-down, qr-down \(no longer found\)$/);
    for (const fault of ['qr-down', 'br-ex-down']) await finished(cli('lab', 'heal', fault, '--name', name));
    expect(await faultsOf()).toMatch(/ none$/);
    expect((await finished(cli('lab', 'down', '--name', name))).exitCode).toBe(0);
    expect(await findLab(name)).toBeUndefined();
    expect(await machine()).toEqual(before);
  });
});

/** What a lab could leave on the machine: mounts, namespaces, and entries where a Quantum host has its own. */
interface Machine {
  readonly mounts: string;
  readonly entries: readonly string[];
}

async function machine(): Promise<Machine> {
  const dirs = [
    '/run',
    '/run/netns',
    '/run/openvswitch',
    '/etc/openvswitch',
    '/etc/init.d',
    '/etc/rc2.d',
    '/var/lib',
    '/var/log',
  ];
  const entries = await Promise.all([...dirs.map(entriesOf), labEntriesOf('/tmp')]);
  return { mounts: await readFile('/proc/mounts', 'utf8'), entries: entries.flat().sort() };
}

async function entriesOf(dir: string): Promise<readonly string[]> {
  return (await readdir(dir).catch(() => [])).map((entry) => `${dir}/${entry}`);
}

/** Other programs write to /tmp at any time, so only what a tool of the lab would leave counts there. */
async function labEntriesOf(dir: string): Promise<readonly string[]> {
  return (await entriesOf(dir)).filter((entry) => /openvswitch|ovs-|dnsmasq|udhcpc/.test(entry));
}

function pidNamespaceOf(lab: Lab): Promise<string> {
  return readlink(`/proc/${lab.pid}/ns/pid`);
}

async function processesIn(pidNamespace: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  const spaces = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/ns/pid`).catch(() => '')));
  return pids.filter((_, index) => spaces[index] === pidNamespace);
}

const cli = (...args: readonly string[]): ChildProcess => cliFrom(process.cwd(), ...args);

function cliFrom(cwd: string, ...args: readonly string[]): ChildProcess {
  const [node, ...words] = built;
  return spawn(node, [...words, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function firstLine(child: ChildProcess): Promise<void> {
  if (child.stderr !== null) await once(child.stderr, 'data');
}

interface Finished {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function finished(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, stdout, stderr };
}
