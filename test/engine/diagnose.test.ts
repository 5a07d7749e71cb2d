import { describe, expect, test } from 'vitest';
import { type Check, CouldNotTell } from '../../src/engine/check.ts';
import { diagnose, exitCodeOf } from '../../src/engine/diagnose.ts';
import { layers } from '../../src/engine/layers.ts';
import { everything } from '../../src/engine/scope.ts';
import { known, unknown } from '../../src/facts/known.ts';
import type { Subject } from '../../src/topology/subject.ts';
import { fault, networkCheck, one, other, run, topology } from './made-up-checks.ts';

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
    ['a warning', [passing, warning], 'degraded', 0, 1],
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
