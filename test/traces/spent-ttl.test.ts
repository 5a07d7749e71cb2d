import { expect, test } from 'vitest';
import { journeyBetween, placesOf } from '../../src/traces/between.ts';
import { findEnds } from '../../src/traces/find-ends.ts';
import { isSamePoint, type Point, stepsOf } from '../../src/traces/journey.ts';
import type { Sighting } from '../../src/traces/sightings.ts';
import { traceOf } from '../../src/traces/trace.ts';
import { healthyHost, topologyOf } from '../support/recorded-host.ts';

/* What a router sends on with too small a TTL: its next hop answers, and nobody beyond would. */

const guests = findEnds(await topologyOf(healthyHost('neutron')), () => true, []);
const journey = journeyBetween(...placesOf('qvo71e4b0be-57', '198.51.100.1', guests), { name: 'icmp' }, guests);
const isOut = (point: Point) => point.direction === 'out' && point.device.startsWith('qg-');

/** Seen everywhere, or on the host only, with the TTL that it has there on its way out. */
function walked(ttlOutside: number, isFollowed: boolean) {
  const steps = stepsOf(journey);
  const left = steps.findIndex(({ point }) => isOut(point));
  const at = (point: Point): readonly Sighting[] => {
    if (!isFollowed && point.namespace !== undefined) return [];
    return steps.flatMap((step, index): Sighting[] => {
      if (!isSamePoint(step.point, point)) return [];
      const ttl = step.isBack ? 64 : index < left ? 64 : ttlOutside;
      const mark = { journey: journey.number, round: 1 };
      const what = { kind: 'echo', isReply: step.isBack, mark, ttl, src: '10.11.12.3', dst: '198.51.100.1' } as const;
      return [{ interfaceIndex: 1, direction: point.direction, isForOther: false, srcMac: '', what }];
    });
  };
  const isWatched = (point: Point) => isFollowed || point.namespace === undefined;
  const result = traceOf(journey, { rounds: [1], isWatched, at, errors: [], isAnswered: true });
  return [result.outcome, result.isNearlySpent, result.gap?.spentTtl, result.gap?.segment.kind];
}

test.each([
  ['one less than it was sent with, seen on the host only', 63, false, ['answered', undefined, undefined, undefined]],
  ['one less than it was sent with, followed', 63, true, ['answered', undefined, undefined, undefined]],
  ['next to none, seen on the host only: it has to be followed', 2, false, ['answered', true, undefined, undefined]],
  ['next to none, followed', 2, true, ['lost', undefined, { from: 64, to: 2 }, 'stack']],
  ['a smaller one that takes it far enough', 30, true, ['answered', undefined, undefined, undefined]],
] as const)('a TTL of %s', (_, ttl, isFollowed, expected) => {
  expect(walked(ttl, isFollowed)).toEqual(expected);
});
