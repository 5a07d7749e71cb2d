import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { known } from '../../src/facts/known.ts';
import type { Host } from '../../src/host/host.ts';
import { LocalHost } from '../../src/host/local-host.ts';
import { Recorder } from '../../src/host/recorder.ts';
import { openRecording } from '../../src/host/recording.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { runSteps } from '../../src/playbook/run-steps.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-steps-'));
afterAll(() => rmSync(folder, { recursive: true }));

const topology = await topologyOf(healthyHost('neutron'));

interface Change {
  readonly command: string;
  readonly expect: string;
  readonly more?: string;
  readonly reads?: boolean;
  readonly settings?: readonly string[];
}

/** Runs one command step on this machine, for the networks of a recorded host. */
async function outcomeOf(change: Change, host: Host = new LocalHost(), isPassive = false) {
  const file = join(folder, 'mine.yaml');
  writeFileSync(
    file,
    `version: 1
title: Mine
vars: {mtu: 9000}
steps:
  - id: our-own-step
    title: A step of ours
    why: We need it.
    reads: ${change.reads ?? true}
    command: ${change.command}
    expect: [${change.expect}]
    ${change.more ?? ''}
`,
  );
  const playbook = loadPlaybook(file, checks, change.settings);
  const runs = await runSteps(host, topology, playbook.steps, {
    isInScope: () => true,
    isPassive,
    vars: playbook.vars,
    verdictsAfter: () => new Map(),
  });
  const { checks: outcomes, findings } = diagnose({ ...topology, stepRuns: known(runs) }, playbook.checks, everything);
  const [outcome] = outcomes;
  return {
    runs,
    verdict: outcome?.verdict,
    reason: outcome?.reason,
    messages: findings.map(({ summary }) => summary),
    findings,
  };
}

const json = `[printf, '[{"mtu": 1500}, {"mtu": 9000}]']`;

describe('an expectation', () => {
  test.each([
    ['exit code as expected', '[test, "1", -eq, "1"]', '{exit: 0, message: m}', 'pass'],
    ['another exit code', '[test, "1", -eq, "2"]', '{exit: 0, message: m}', 'fail'],
    ['an exit code that no expectation is about', '[ls, /nowhere]', '{contains: x, message: m}', 'unknown'],
    ['a tool that is missing', '[no-such-tool]', '{exit: 0, message: m}', 'unknown'],
    ['the whole output', '[echo, yes]', '{equals: yes, message: m}', 'pass'],
    ['another output', '[echo, no]', '{equals: "yes", message: m}', 'fail'],
    ['a part of it', '[echo, a b c]', '{contains: b, message: m}', 'pass'],
    ['a part that should not be there', '[echo, a b c]', '{contains: b, not: true, message: m}', 'fail'],
    ['a regular expression', '[printf, "x\\ny 9000\\n"]', '{matches: "^y \\\\d+$", message: m}', 'pass'],
    ['lines', '[printf, "a\\n\\nb\\n"]', '{lines: true, equals: 2, message: m}', 'pass'],
    ['too few lines', '["true"]', '{lines: true, at_least: 1, message: m}', 'fail'],
    ['a number', '[echo, mtu 1500]', '{number: "mtu (\\\\d+)", at_least: 1500, at_most: 1500, message: m}', 'pass'],
    ['a number that is not there', '[echo, mtu]', '{number: "mtu (\\\\d+)", at_least: 1500, message: m}', 'unknown'],
    [
      'a variable to compare with',
      '[echo, mtu 9000]',
      '{number: "mtu (\\\\d+)", at_least: "{{vars.mtu}}", message: m}',
      'pass',
    ],
    ['a value in JSON', json, '{json: "$[1].mtu", equals: 9000, message: m}', 'pass'],
    ['every value in JSON', json, '{json: "$[*].mtu", at_least: 9000, message: m}', 'fail'],
    ['a path that finds nothing', json, '{json: "$[*].name", message: m}', 'fail'],
    ['what is no JSON', '[echo, "[{"]', '{json: "$[0]", message: m}', 'unknown'],
    ['noise', '[printf, "a\\\\001b"]', '{contains: z, message: m}', 'unknown'],
  ])('%s', async (_name, command, expectation, verdict) => {
    expect((await outcomeOf({ command, expect: expectation })).verdict).toBe(verdict);
  });

  test('a regular expression takes no longer for a text that is made for it', async () => {
    const { verdict } = await outcomeOf({
      command: `[printf, '${'a'.repeat(5000)}!']`,
      expect: '{matches: "^(a+)+$", message: m}',
    });
    expect(verdict).toBe('fail');
  });

  test('the message says what was found', async () => {
    const { messages } = await outcomeOf({
      command: json,
      expect: '{json: "$[0].mtu", at_least: "{{vars.mtu}}", message: "{{found}} instead of {{vars.mtu}}"}',
    });
    expect(messages).toEqual(['1500 instead of 9000']);
  });
});

describe('a step', () => {
  const networks = topology.networks.known ? topology.networks.value.map(({ id }) => id) : [];

  test('runs for each network, with its values as words', async () => {
    const { runs, verdict } = await outcomeOf({
      command: '[echo, "{{network.id}}"]',
      expect: '{matches: "^[0-9a-f-]{36}$", message: m}',
      more: 'for_each: networks',
    });
    expect(networks.length).toBeGreaterThan(0);
    expect(runs.map(({ command }) => command)).toEqual(networks.map((id) => ['echo', id]));
    expect(verdict).toBe('pass');
  });

  test('a value never becomes an option, nor anything but a word', async () => {
    const wicked = { command: '[echo, "{{vars.mtu}}"]', expect: '{lines: true, equals: 1, message: m}' };
    const outcome = async (value: string) => {
      const file = join(folder, 'wicked.yaml');
      writeFileSync(
        file,
        `version: 1\ntitle: W\nvars: {mtu: ""}\nsteps: [{id: a-b, title: t, why: w, reads: true, command: ${wicked.command}, expect: [${wicked.expect}]}]\n`,
      );
      const { steps, vars } = loadPlaybook(file, checks, [`mtu=${value}`]);
      return (
        await runSteps(new LocalHost(), topology, steps, {
          isInScope: () => true,
          isPassive: false,
          vars,
          verdictsAfter: () => new Map(),
        })
      )[0]?.output;
    };
    expect(await outcome('--help')).toEqual({ known: false, reason: "'{{vars.mtu}}' would become an option" });
    expect(await outcome('a b')).toEqual({ known: false, reason: 'vars.mtu is not a plain word' });
    expect(await outcome('$(id)')).toEqual({ known: false, reason: 'vars.mtu is not a plain word' });
    expect(await outcome('9000')).toEqual(known({ exitCode: 0, text: '9000\n' }));
  });

  test('runs only where its condition holds', async () => {
    const { verdict, runs } = await outcomeOf({
      command: '[echo, x]',
      expect: '{equals: y, message: m}',
      more: `for_each: networks\n    when: {network.id: ${networks[0]}}`,
    });
    expect([verdict, runs.length]).toEqual(['fail', 1]);
  });

  test('that sends is left out where nothing may be sent', async () => {
    const change = { command: '[echo, x]', expect: '{equals: y, message: m}', reads: false };
    expect(await outcomeOf(change)).toMatchObject({ verdict: 'fail', runs: [{ step: 'our-own-step' }] });
    expect(await outcomeOf(change, new LocalHost(), true)).toMatchObject({ verdict: 'skipped', runs: [] });
  });

  test('has its own fix, with its values', async () => {
    const { findings } = await outcomeOf({
      command: '[echo, "1500"]',
      expect: '{equals: "9000", message: m}',
      more: 'fix: {summary: "Raise it to {{vars.mtu}}", risk: safe, commands: [[ip, link, set, eth1, mtu, "{{vars.mtu}}"]], permanent: p}',
      settings: ['mtu=1400'],
    });
    expect(findings[0]).toMatchObject({
      check: 'our-own-step',
      layer: 'platform',
      fix: { summary: 'Raise it to 1400', commands: [['ip', 'link', 'set', 'eth1', 'mtu', '1400']], undo: [] },
    });
  });

  test('on a recording of its run tells the same', async () => {
    const change = { command: '[date, "+%N"]', expect: '{equals: never, message: "{{found}}"}' };
    const recorder = new Recorder(new LocalHost());
    const live = await outcomeOf(change, recorder);
    await recorder.save(join(folder, 'recording'), { note: 'A step.' }, new Date());
    expect((await outcomeOf(change, openRecording(join(folder, 'recording')))).messages).toEqual(live.messages);
    expect(
      (await outcomeOf({ ...change, command: '[date, "+%s"]' }, openRecording(join(folder, 'recording')))).verdict,
    ).toBe('unknown');
  });

  test.each(['mtv=1', 'mtu', 'mtu=big'])('a setting that does not fit: %s', async (setting) => {
    const change = { command: '[echo, x]', expect: '{equals: x, message: m}', settings: [setting] };
    await expect(outcomeOf(change)).rejects.toThrow(/--set/);
  });
});
