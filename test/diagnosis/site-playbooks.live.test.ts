import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { cli } from '../support/diagnosis.ts';
import { describeLive } from '../support/live-lab.ts';

const playbooksIn = (folder: string): readonly string[] =>
  readdirSync(join(packageRoot, folder)).map((file) => join(packageRoot, folder, file));

/** All but `full`, which every fault of the lab is tried with elsewhere. */
const playbooks = [...playbooksIn('playbooks'), ...playbooksIn('docs/playbooks')].filter(
  (file) => !file.endsWith('/full.yaml'),
);

describeLive('qdoctor playbook test', () => {
  test('each built-in playbook and each example of the docs finds in the lab what its rows say', async () => {
    const [node, ...words] = cli;
    const { exitCode, stdout } = await execa(node, [...words, 'playbook', 'test', ...playbooks], { reject: false });
    expect(stdout).toMatch(/^All \d+ tests passed\.$/m);
    expect(exitCode).toBe(0);
  }, 1_200_000);
});
