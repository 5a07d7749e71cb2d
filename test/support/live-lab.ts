import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { type Lab, labObstacle, startLab } from '../../src/lab/lab.ts';
import type { Layout } from '../../src/lab/model.ts';

const obstacle = await labObstacle();

/** A `describe` of tests that need a lab: skipped with the reason where none can run, and a failure there under CI. */
export function describeLive(title: string, body: () => void): void {
  if (obstacle === undefined) describe(title, body);
  else if (process.env['CI'] !== 'true') describe.skip(`${title} (no lab: ${obstacle})`, body);
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
    lab = await startLab({ name: uniqueName(), layout, networks });
  });
  afterAll(() => lab?.down());
  return () => {
    if (lab === undefined) throw new Error('the lab is there inside of tests only');
    return lab;
  };
}
