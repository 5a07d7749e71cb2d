import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, test } from 'vitest';
import { type Lab, labObstacle, startLab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';

const obstacle = await labObstacle();

/** Where the whole run has a limit, live tests that would start after this moment, in seconds since 1970, are skipped. */
const untilSeconds = Number(process.env['QDOCTOR_LIVE_TESTS_UNTIL'] ?? Number.POSITIVE_INFINITY);
const isOutOfTime = (): boolean => Date.now() / 1000 > untilSeconds;

/** A `describe` of tests that need a lab: skipped with the reason where none can run, and a failure there under CI. */
export function describeLive(title: string, body: () => void): void {
  if (obstacle === undefined) {
    describe(title, () => {
      beforeEach(({ skip }) => skip(isOutOfTime(), 'the run is out of time'));
      body();
    });
  } else if (process.env['CI'] !== 'true') describe.skip(`${title} (no lab: ${obstacle})`, body);
  else {
    test(title, () => {
      throw new Error(`no lab can run here: ${obstacle}`);
    });
  }
}

/** A name that no other test run on this machine uses. */
export function uniqueName(): string {
  return `test-${randomBytes(4).toString('hex')}`;
}

/** Inside `describeLive`: one lab for all of its tests. */
export function sharedLab(layout: Layout, networks = 0): () => Lab {
  let lab: Lab | undefined;
  beforeAll(async () => {
    if (!isOutOfTime()) lab = await startLab({ name: uniqueName(), layout, networks });
  });
  afterAll(() => lab?.down());
  return () => {
    if (lab === undefined) throw new Error('the lab is there inside of tests only');
    return lab;
  };
}
