import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive } from '../support/live-lab.ts';

const folder = join(packageRoot, 'docs/playbooks');

describeLive('qdoctor playbook test', () => {
  test('each example of the docs finds in the lab what its rows say', async () => {
    const [node, ...words] = cli;
    const { exitCode, stdout } = await execa(
      node,
      [...words, 'playbook', 'test', ...readdirSync(folder).map((file) => join(folder, file))],
      { reject: false },
    );
    expect(stdout).toMatch(/^All \d+ rows are as they should be\.$/m);
    expect(exitCode).toBe(0);
  }, 240_000);
});
