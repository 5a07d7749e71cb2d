import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';

const id = 'port-scaffolded-here';

/** The project without what is large and only read. */
const folders = ['src', 'checks', 'scripts', 'test'];
const configs = ['package.json', 'biome.json', 'biome.layers.json', '.gitignore', 'tsconfig.json', 'vitest.config.ts'];
const linked = ['node_modules', 'recordings', 'test/recordings', 'playbooks', 'schemas'];
const isCopied = (path: string): boolean => !linked.some((one) => path === join(packageRoot, one));

describe('npm run new-check', () => {
  const root = mkdtempSync(join(tmpdir(), 'qdoctor-new-check-'));
  const run = (tool: string, ...words: readonly string[]) =>
    execa(tool, words, { cwd: root, preferLocal: true, localDir: packageRoot, reject: false, all: true });
  const newCheck = (...words: readonly string[]) => run('tsx', 'scripts/new-check.mjs', ...words);

  beforeAll(() => {
    for (const path of [...folders, ...configs]) {
      cpSync(join(packageRoot, path), join(root, path), { recursive: true, filter: isCopied });
    }
    for (const path of linked) symlinkSync(join(packageRoot, path), join(root, path));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.each([
    ['no layer', ['port-scaffolded-here'], 'usage: npm run new-check -- LAYER/ID'],
    ['an unknown layer', ['cable/port-cut-through'], "unknown layer 'cable'"],
    ['no kebab-case', ['vlan/PortTag'], 'usage: npm run new-check -- LAYER/ID'],
    ['a check that exists', ['vlan/port-tag-wrong'], 'there is a check port-tag-wrong already'],
  ])('%s: exit 2, and nothing is written', async (_title, words, message) => {
    const { exitCode, stderr } = await newCheck(...words);
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
  });

  test('writes a check, a fault and a unit test that pass linter, types and the test itself', async () => {
    const { exitCode, all } = await newCheck(`vlan/${id}`);
    expect([exitCode, all]).toEqual([0, expect.stringContaining(`test/checks/vlan/${id}.test.ts`)]);
    const lines = readFileSync(join(root, 'checks/index.ts'), 'utf8').split('\n');
    const order = lines.filter((line) => line.startsWith('  '));
    // Behind all other checks of its layer, before the first of the next one.
    expect(order.slice(order.indexOf('  portScaffoldedHere,')).slice(0, 2)).toEqual([
      '  portScaffoldedHere,',
      expect.stringMatching(/^ {2}(tunnel|arp)/),
    ]);
    const written = [`checks/vlan/${id}.ts`, `src/lab/faults/${id}.ts`, `test/checks/vlan/${id}.test.ts`];
    const lint = await run(
      'biome',
      'ci',
      '--colors=off',
      '--vcs-enabled=false',
      'checks/index.ts',
      'src/lab/faults',
      ...written,
    );
    expect(lint.all).toContain('No fixes applied');
    expect(lint.exitCode).toBe(0);
    const types = await run('tsc', '-p', 'tsconfig.json');
    expect([types.exitCode, types.all]).toEqual([0, '']);
    const unit = await run('vitest', 'run', `test/checks/vlan/${id}.test.ts`);
    expect([unit.exitCode, unit.all]).toEqual([0, expect.stringContaining('3 passed')]);
  }, 600_000);
});
