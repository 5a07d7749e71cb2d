import { expect, test } from 'vitest';
import { echoIdOf, sourcePortOf } from '../../src/traces/own-packets.ts';
import { testJourney } from './gap-support.ts';

const journey = (number: number, nonce: number) => ({ ...testJourney, number, nonce });

/** A day's seconds; what a wrong rule made of a run's packets must not be met by those of the runs after it. */
const begin = 1_795_000_000;

test.each([
  ['identifiers of echo requests', echoIdOf],
  ['source ports', sourcePortOf],
])('%s differ from round to round, from journey to journey, and from run to run', (_, idOf) => {
  const idsOf = (number: number, nonce: number) =>
    [1, 2, 3, 4, 5, 6, 7].map((round) => idOf(journey(number, nonce), round));
  const all = Array.from({ length: 240 }, (__, at) => idsOf(at + 1, begin)).flat();
  expect(new Set(all).size).toBe(all.length);
  expect(all.every((id) => id >= 0 && id < 65_536)).toBe(true);
  const own = idsOf(17, begin);
  for (let seconds = 1; seconds < 1200; seconds += 1) {
    expect(idsOf(17, begin + seconds).filter((id) => own.includes(id))).toEqual([]);
  }
});
