import { expect, test } from 'vitest';
import { editedHost, factsOf, healthyHost } from '../support/recorded-host.ts';

/* A page that folds blanks glues the columns of a listing to each other. */

test.each(['folsom', 'neutron'] as const)(
  'flows of %s are read without the blanks between their counters',
  async (layout) => {
    const host = healthyHost(layout);
    let glued = 0;
    const without = editedHost(host, ({ argv }, result) => {
      if (!argv.includes('dump-flows') || result.kind !== 'exited') return result;
      const stdout = result.stdout.replaceAll(/, +/g, ',');
      if (stdout !== result.stdout) glued += 1;
      return { ...result, stdout };
    });
    const [{ flows: expected }, { flows }] = [await factsOf(host), await factsOf(without)];
    expect(glued).toBeGreaterThan(0);
    expect(flows).toEqual(expected);
  },
);
