import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../src/engine/diagnose.ts';
import { hostCheck, networkCheck, one, other, routerCheck, routersOfOne, run } from './made-up-checks.ts';

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
