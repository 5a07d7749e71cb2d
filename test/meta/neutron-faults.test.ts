import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { layerOfFault, unseenFaults } from '../score/neutron-faults.ts';

test('every fault of a real Neutron has a layer to blame, or a reason why no host can see it', () => {
  const names = execFileSync(join(packageRoot, 'test/neutron/faults'), ['--names'], { encoding: 'utf8' }).trim();
  const judged = [...Object.keys(layerOfFault), ...Object.keys(unseenFaults)];
  expect(judged.sort()).toEqual(names.split('\n').sort());
});
