import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { cli, examined } from '../support/diagnosis.ts';

/*
 * On the recording of a host whose DHCP server sends no offers.
 */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-conclude-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recording = join(packageRoot, 'recordings/no-offer/broken');

function playbookOf(text: string): string {
  const file = join(folder, 'mine.yaml');
  writeFileSync(file, `version: 1\ntitle: Mine\nvars: {ticket: 7}\n${text}`);
  return file;
}

function run(text: string, ...words: readonly string[]) {
  const file = playbookOf(text);
  const [node, ...first] = cli;
  const from = ['--from', recording];
  const { status, stdout, stderr } = spawnSync(node, [...first, '--ci', file, ...from, ...words], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const reportOf = async (text: string) =>
  (await examined(openRecording(recording), {}, loadPlaybook(playbookOf(text), checks))).report;

const steps = 'steps:\n  - check: dhcp\n  - check: vlan\n';
const concluding = (...lines: readonly string[]) =>
  `${steps}conclude:\n${lines.map((line) => `  - ${line}\n`).join('')}`;

describe('a playbook concludes', () => {
  test.each([
    ['{when: {dhcp: fail, vlan: pass}, say: yes}'],
    ['{when: {dhcp: [warn, fail]}, say: yes}'],
    ['{when: {all: [{dhcp: fail}, {not: {vlan: fail}}]}, say: yes}'],
    ['{when: {any: [{vlan: fail}, {dhcp-offer-missing: fail}]}, say: yes}'],
    ['{when: {not: {all: [{dhcp: fail}, {vlan: fail}]}}, say: yes}'],
    ['{say: yes}'],
  ])('with what holds: %s', async (line) => {
    const { conclusion } = await reportOf(concluding('{when: {dhcp: pass}, say: no}', line, '{say: later}'));
    expect(conclusion).toBe('yes');
  });

  test('with nothing, where nothing holds', async () => {
    expect((await reportOf(concluding('{when: {dhcp: pass}, say: no}'))).conclusion).toBeUndefined();
  });

  test('in text and Markdown, with its variables', () => {
    const text = concluding('{say: "On {{host.name}}: see ticket {{vars.ticket}}"}');
    const sentence = /On \S+: see ticket 8/;
    expect(run(text, '--set', 'ticket=8').stdout).toMatch(new RegExp(`^Conclusion: ${sentence.source}$`, 'm'));
    expect(run(text, '--set', 'ticket=8', '--format', 'markdown').stdout).toMatch(sentence);
  });
});

describe('a step that waits for a verdict', () => {
  const waiting = (when: string) =>
    `steps:
  - check: dhcp
  - {id: first-of-ours, title: t, why: w, command: [uptime], reads: true, expect: [{exit: 0, message: m}]}
  - {id: next-of-ours, title: t, why: w, command: [uptime], reads: true, when: ${when}, expect: [{exit: 0, message: m}]}
`;
  const verdictOf = async (when: string) =>
    (await reportOf(waiting(when))).checks.find(({ id }) => id === 'next-of-ours')?.verdict;

  // Nothing of it is recorded, so what was tried is unknown.
  test.each(['{dhcp: fail}', '{dhcp-offer-missing: [warn, fail]}', '{first-of-ours: unknown}'])(
    'runs: %s',
    async (when) => {
      expect(await verdictOf(when)).toBe('unknown');
    },
  );

  test.each(['{dhcp: pass}', '{first-of-ours: pass}', '{dhcp: fail, first-of-ours: fail}'])(
    'is left out: %s',
    async (when) => {
      expect(await verdictOf(when)).toBe('skipped');
    },
  );
});

describe('what a playbook asks, options answer', () => {
  const asking = `ask:
  - {for: port, question: Whose packets are lost?}
  - {set: mtu, question: How large are your frames?, choices: [1500, 9000]}
  - {set: ticket, question: Which ticket?}
${concluding('{say: "{{vars.mtu}} {{vars.ticket}}"}')}`;
  const port = ['--port', '10.11.12.4'];

  test('or it is not run, in a sentence', () => {
    expect(run(asking)).toEqual({
      status: 2,
      stdout: '',
      stderr: 'qdoctor: The playbook needs a port: Whose packets are lost? Use --port.\n',
    });
    expect(run(asking, ...port).stderr).toBe(
      'qdoctor: The playbook asks: How large are your frames? Use --set mtu=1500 or 9000.\n',
    );
    expect(run(asking, ...port, '--set', 'mtu=1400').stderr).toBe('qdoctor: --set mtu=1400: must be 1500 or 9000.\n');
  });

  test('also for two recordings that are compared', () => {
    const [node, ...words] = cli;
    const file = join(folder, 'mine.yaml');
    const diff = [...words, 'diff', '--playbook', file, recording, recording];
    const { status, stderr } = spawnSync(node, diff, { encoding: 'utf8' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('How large are your frames?')]);
    expect(spawnSync(node, [...diff, '--set', 'mtu=1500'], { encoding: 'utf8' }).status).toBe(0);
  });

  test('and what has a default need not be answered', () => {
    const { stdout, stderr } = run(asking, ...port, '--set', 'mtu=9000');
    expect(stderr).not.toContain('asks');
    expect(stdout).toContain('9000 7');
  });
});
