import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { buildTopology } from '../../src/topology/build.ts';
import { factsFor, factsUnder, foundations, type SectionName, sections } from '../../src/topology/index.ts';
import { factsOf, healthyHost } from '../support/recorded-host.ts';

const facts = await factsOf(healthyHost('neutron'));

test('every section has a name of its own', () => {
  const names = [...sections, ...foundations].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe('a section', () => {
  test.each(sections.map(({ name }) => name))('%s is built from the facts under it, and once', (name: SectionName) => {
    const under = factsUnder([name]);
    const some = Object.fromEntries(Object.entries(facts).filter(([fact]) => under.has(fact as keyof typeof facts)));
    const topology = buildTopology(some, 'net01');
    expect(topology[name]).toEqual(buildTopology(facts, 'net01')[name]);
    expect(topology[name]).toBe(topology[name]);
  });

  test('is not built from facts that were not gathered', () => {
    expect(() => buildTopology({}, 'net01').networks).toThrow('which was not gathered');
  });
});

describe('what is built', () => {
  const topology = buildTopology(facts, 'net01');
  const values = () => [...sections, ...foundations].map(({ name }) => topology[name]);

  test('points nowhere back at what holds it', () => {
    const done = new Set<object>();
    const visit = (value: unknown, above: ReadonlySet<object>): void => {
      if (typeof value !== 'object' || value === null || done.has(value)) return;
      expect(above.has(value)).toBe(false);
      const path = new Set([...above, value]);
      const parts = value instanceof Map || value instanceof Set ? [...value.values()] : Object.values(value);
      for (const part of parts) visit(part, path);
      done.add(value);
    };
    for (const value of values()) visit(value, new Set());
  });

  test('is changed neither by the sections made from it nor by checks', () => {
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
      Object.freeze(value);
      for (const part of value instanceof Map || value instanceof Set ? value.values() : Object.values(value))
        freeze(part);
    };
    freeze(facts);
    const frozen = buildTopology(facts, 'net01');
    for (const { name } of [...foundations, ...sections]) freeze(frozen[name]);
    expect(diagnose(frozen, checks, everything).findings).toEqual([]);
  });
});

describe('the facts for some checks', () => {
  const checksOf = (...ids: readonly string[]) => checks.filter(({ id }) => ids.includes(id));

  test('are those of the sections they judge, and of what these are made from', () => {
    expect(factsFor(checksOf('linux-bridge-down'))).toEqual(new Set(['hostStack', 'agentFiles']));
  });

  test('and those that they read besides', () => {
    expect(factsFor(checksOf('mac-table-full'))).toContain('macTables');
    expect(factsFor(checksOf('bridges-share-datapath-id'))).not.toContain('macTables');
  });

  test('include those of what a probe has to know', () => {
    expect(factsFor(checksOf('dhcp-offer-missing'))).toContain('dnsmasq');
  });
});

describe('by its type, a check', () => {
  const texts = { title: 'x', why: 'x', symptom: 'x', remedy: 'x', limits: 'x', sources: [] };
  const base = { ...texts, id: 'made-up', layer: 'vlan', severity: 'error', explainedBy: [] } as const;

  test('gets what it declares', () => {
    const check = defineCheck({
      ...base,
      each: 'networks',
      with: ['services', 'routers'],
      judge: ({ id }, { services, routers }) => void [id, required(services).enabled, required(routers).length],
    });
    expect(check.with).toEqual(['services', 'routers']);
  });

  test('gets nothing else', () => {
    // @ts-expect-error: the services are not declared.
    defineCheck({ ...base, each: 'networks', with: ['flows'], judge: (_, { services }) => void services });
    // @ts-expect-error: nothing is declared.
    defineCheck({ ...base, each: 'networks', judge: (_, { services }) => void services });
    // @ts-expect-error: an item does not hold the host.
    defineCheck({ ...base, each: 'networks', judge: ({ host }) => void host });
    // @ts-expect-error: there is no such section.
    defineCheck({ ...base, each: 'nets', judge: () => undefined });
    // @ts-expect-error: there is no such input.
    defineCheck({ ...base, each: 'networks', with: ['weather'], judge: () => undefined });
  });

  test('may be of a section that holds items only', () => {
    // @ts-expect-error: the switch's database is read, and not judged item by item.
    defineCheck({ ...base, each: 'switchDatabase', judge: () => undefined });
  });
});
