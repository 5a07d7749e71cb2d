import { expect, test } from 'vitest';
import { faults, isFoundWhole, randomFrom, tryCut, unmarked } from './cuts.ts';

const samples = 60;

test.each(faults.map((fault) => [`${fault.check} in ${fault.file}`, fault] as const))(
  '%s is found in the whole',
  async (_, fault) => {
    expect(await isFoundWhole(fault)).toBe(true);
  },
);

test('cut anywhere, outputs of a host with a fault tell of that fault or of none', async () => {
  const random = randomFrom(20121123);
  const wrong: string[] = [];
  for (let count = 0; count < samples; count += 1) {
    const fault = faults[Math.floor(random() * (faults.length + 1))];
    const { falseErrors, isCleared } = await tryCut(fault, random);
    wrong.push(...falseErrors, ...(isCleared ? ['called healthy'] : []));
  }
  expect(wrong).toEqual([]);
});

test('lines that are lost from a paste make no fault', async () => {
  const random = randomFrom(7);
  for (let count = 0; count < 12; count += 1) {
    const { falseErrors } = await tryCut(undefined, random, unmarked, 'paste');
    expect(falseErrors).toEqual([]);
  }
}, 120_000);
