import { describe, expect, test } from 'vitest';
import { type Check, CouldNotTell, defineCheck, type Fault, told } from '../../src/engine/check.ts';
import { type Diagnosis, diagnose, exitCodeOf } from '../../src/engine/diagnose.ts';
import { layers } from '../../src/engine/layers.ts';
import { everything } from '../../src/engine/scope.ts';
import { known, unknown } from '../../src/facts/known.ts';
import type { Subject } from '../../src/topology/subject.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

const topology = await topologyOf(healthyHost('folsom'));
const [one, other] = told(topology.networks).map(({ subject }) => subject);
if (one === undefined || other === undefined) throw new Error('the recording has two networks');
const routersOfOne = told(topology.routers)
  .map(({ subject }) => subject)
  .filter(({ networks }) => networks.includes(one.id));

const fault = (subject: Subject, more: Partial<Fault> = {}): Fault => ({
  summary: `${subject.name} is broken.`,
  evidence: [],
  fix: null,
  ...more,
});

const base = {
  layer: 'tap',
  title: 'Something is broken',
  why: 'It hurts.',
  severity: 'error',
  explainedBy: [],
} as const;

/** A check that finds a fault in each of the broken subjects. */
const networkCheck = (id: string, broken: readonly Subject[], more: Partial<Check<'networks'>> = {}): Check =>
  defineCheck({
    ...base,
    id,
    each: 'networks',
    judge: ({ subject }) => (broken.includes(subject) ? fault(subject) : undefined),
    ...more,
  });

const routerCheck = (id: string, broken: readonly Subject[], more: Partial<Check<'routers'>> = {}): Check =>
  defineCheck({
    ...base,
    id,
    each: 'routers',
    judge: ({ subject }) => (broken.includes(subject) ? fault(subject) : undefined),
    ...more,
  });

const hostCheck = (id: string, more: Partial<Check<'daemons'>> = {}): Check =>
  defineCheck({ ...base, id, each: 'daemons', judge: ({ subject }) => fault(subject), ...more });

const run = (...checks: readonly Check[]): Diagnosis => diagnose(topology, checks, everything, () => 0);

const causes = ({ findings }: Diagnosis) =>
  findings.map(({ id, check, cause, causedBy }) => [id, check, cause, ...causedBy].join(' '));

describe('root causes and what follows from them', () => {
  test('two networks with the same fault are two roots', () => {
    const { findings } = run(networkCheck('lost', [one, other]));
    expect(findings.map(({ id, cause, subject }) => [id, cause, subject.id])).toEqual([
      ['F1', 'root', one.id],
      ['F2', 'root', other.id],
    ]);
  });

  test('a fault on the path of an earlier one that explains it follows from that', () => {
    expect(
      causes(run(networkCheck('lost', [one]), routerCheck('silent', routersOfOne, { explainedBy: ['lost'] }))),
    ).toEqual(['F1 lost root', 'F2 silent consequence F1']);
  });

  test('a fault in another network is a root of its own', () => {
    expect(
      causes(run(networkCheck('lost', [other]), routerCheck('silent', routersOfOne, { explainedBy: ['lost'] }))),
    ).toEqual(['F1 lost root', 'F2 silent root']);
  });

  test('a fault on the same path that no one says it follows from is a root of its own', () => {
    expect(causes(run(networkCheck('lost', [one]), routerCheck('silent', routersOfOne)))).toEqual([
      'F1 lost root',
      'F2 silent root',
    ]);
  });

  test('at the end of a chain the first cause is named, not the one between', () => {
    const chain = [
      networkCheck('first', [one]),
      networkCheck('second', [one], { explainedBy: ['first'] }),
      networkCheck('third', [one], { explainedBy: ['second'] }),
    ];
    expect(causes(run(...chain))).toEqual(['F1 first root', 'F2 second consequence F1', 'F3 third consequence F1']);
  });

  test('two causes of one thing are both named, each once', () => {
    const checks = [
      networkCheck('first', [one]),
      routerCheck('second', routersOfOne),
      networkCheck('between', [one], { explainedBy: ['first'] }),
      networkCheck('last', [one], { explainedBy: ['first', 'second', 'between'] }),
    ];
    expect(causes(run(...checks)).at(-1)).toBe('F4 last consequence F1 F2');
  });

  test('a fault of the host explains that of every network', () => {
    const checks = [
      hostCheck('host-down', { applies: ({ name }) => name === 'ovsdb-server' }),
      networkCheck('lost', [one, other], { explainedBy: ['host-down'] }),
    ];
    expect(causes(run(...checks))).toEqual(['F1 host-down root', 'F2 lost consequence F1', 'F3 lost consequence F1']);
  });

  test('a check that says it follows from a later one does not', () => {
    expect(causes(run(networkCheck('early', [one], { explainedBy: ['late'] }), networkCheck('late', [one])))).toEqual([
      'F1 early root',
      'F2 late root',
    ]);
  });

  test('errors come before warnings, and roots before all that follows', () => {
    const checks = [
      networkCheck('warned', [one], { severity: 'warning' }),
      networkCheck('follows', [one], { explainedBy: ['warned'] }),
      networkCheck('failed', [other]),
    ];
    expect(causes(run(...checks))).toEqual(['F1 failed root', 'F2 warned root', 'F3 follows consequence F2']);
  });
});

describe('what a check can say', () => {
  const verdict = (check: Check) => {
    const [outcome] = run(check).checks;
    return [outcome?.verdict, outcome?.subjects, outcome?.reason];
  };
  const untold = (of: readonly Subject[]): Partial<Check<'networks'>> => ({
    judge({ subject }) {
      if (of.includes(subject)) throw new CouldNotTell('nobody said');
      return fault(subject);
    },
  });

  test('pass, fail and warn, of all that it looked at', () => {
    expect(verdict(networkCheck('ok', []))).toEqual(['pass', 2, null]);
    expect(verdict(networkCheck('bad', [one]))).toEqual(['fail', 2, null]);
    expect(verdict(networkCheck('odd', [one], { severity: 'warning' }))).toEqual(['warn', 2, null]);
  });

  test('a fault may weigh less than its check', () => {
    const judge = ({ subject }: { subject: Subject }) => fault(subject, { severity: 'warning' });
    expect(verdict(networkCheck('odd', [], { judge }))).toEqual(['warn', 2, null]);
  });

  test('could not tell: unknown with the reason, never pass', () => {
    expect(verdict(networkCheck('untold', [], untold([one, other])))).toEqual(['unknown', 2, 'nobody said']);
  });

  test('could not tell of one: the other is still judged', () => {
    expect(verdict(networkCheck('half', [], untold([one])))).toEqual(['fail', 2, 'nobody said']);
  });

  test('nothing it applies to: skipped with the reason', () => {
    const [state, subjects, reason] = verdict(networkCheck('none', [], { applies: () => false }));
    expect([state, subjects]).toEqual(['skipped', 0]);
    expect(reason).not.toBeNull();
  });

  test('the whole section is unknown: unknown with its reason', () => {
    const blind = { ...topology, networks: unknown('no rights') };
    expect(diagnose(blind, [networkCheck('blind', [])], everything).checks).toMatchObject([
      { verdict: 'unknown', reason: 'no rights' },
    ]);
  });

  test('a section without anything: skipped', () => {
    const empty = { ...topology, networks: known([]) };
    expect(diagnose(empty, [networkCheck('empty', [])], everything)).toMatchObject({
      verdict: 'healthy',
      checks: [{ verdict: 'skipped' }],
    });
  });

  test('a bug in a check is passed on, not taken for an unknown', () => {
    const judge = () => {
      throw new TypeError('a bug');
    };
    expect(() => run(networkCheck('buggy', [], { judge }))).toThrow('a bug');
  });
});

describe('verdicts and exit codes', () => {
  const unknownCheck = networkCheck('untold', [], {
    judge: () => {
      throw new CouldNotTell('nobody said');
    },
  });
  const failing = networkCheck('bad', [one]);
  const warning = networkCheck('odd', [one], { severity: 'warning' });
  const passing = networkCheck('ok', []);

  test.each([
    ['nothing found', [passing], 'healthy', 0, 0],
    ['nothing looked for', [], 'healthy', 0, 0],
    ['an error', [passing, failing], 'failing', 1, 1],
    ['a warning', [passing, warning], 'healthy', 0, 1],
    ['an unknown', [passing, unknownCheck], 'incomplete', 3, 3],
    ['a warning and an unknown', [warning, unknownCheck], 'incomplete', 3, 1],
    ['an error and an unknown', [failing, unknownCheck], 'failing', 1, 1],
  ] as const)('%s', (_name, checks, verdict, onError, onWarning) => {
    const diagnosis = run(...checks);
    expect([diagnosis.verdict, exitCodeOf(diagnosis, 'error'), exitCodeOf(diagnosis, 'warning')]).toEqual([
      verdict,
      onError,
      onWarning,
    ]);
  });

  test('all layers are there in their order, each with the worst that its checks say', () => {
    const at = (layer: Check['layer'], check: Check): Check => ({ ...check, layer });
    const diagnosis = run(
      at('platform', passing),
      at('platform', unknownCheck),
      at('router', passing),
      at('tap', failing),
      at('tap', unknownCheck),
      at('vlan', warning),
      at('vlan', unknownCheck),
    );
    expect(diagnosis.layers.map(({ id }) => id)).toEqual(layers);
    const verdicts = Object.fromEntries(diagnosis.layers.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      platform: 'unknown',
      router: 'pass',
      tap: 'fail',
      vlan: 'warn',
      overlay: 'skipped',
    });
  });
});
