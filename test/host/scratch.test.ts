import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { isAbandonedMark, ownedMark, scratchFolder } from '../../src/scratch.ts';

const root = mkdtempSync(join(tmpdir(), 'scratch-test-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A process of its own that makes a folder there, says its mark, and does not end by itself. */
async function another(parent: string) {
  const script = `import { ownedMark, scratchFolder } from ${JSON.stringify(join(packageRoot, 'src/scratch.ts'))};
    scratchFolder(${JSON.stringify(parent)});
    console.log(ownedMark());
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type', 'module', '-e', script], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const mark = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text) => resolve(String(text).trim())),
  );
  const kill = () => {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    return ended;
  };
  return { mark, kill };
}

test('the folder of a run that was killed is removed by the next; not one in use, and no other file', async () => {
  mkdirSync(join(root, '.qdoctor-notes'));
  const { mark, kill } = await another(root);
  const [theirs = ''] = readdirSync(root).filter((name) => name !== '.qdoctor-notes');
  rmSync(scratchFolder(root), { recursive: true });
  expect(readdirSync(root)).toContain(theirs);
  expect(isAbandonedMark(mark)).toBe(false);
  await kill();
  const own = scratchFolder(root);
  expect(readdirSync(root).map((name) => join(root, name))).toEqual([own, join(root, '.qdoctor-notes')].sort());
  expect(isAbandonedMark(mark)).toBe(true);
});

test('one of elsewhere, whose processes are not known here, is removed a day later', () => {
  const parent = mkdtempSync(join(root, 'shared-'));
  const [young, old] = ['0123456789.1.1-abcdef', '0123456789.2.2-abcdef'].map((name) =>
    join(parent, `.qdoctor-${name}`),
  );
  for (const path of [young, old]) mkdirSync(path ?? '');
  const before = Date.now() / 1000 - 25 * 60 * 60;
  utimesSync(old ?? '', before, before);
  const own = scratchFolder(parent);
  expect(readdirSync(parent).map((name) => join(parent, name))).toEqual([own, young].sort());
});

test('a mark of this run is none to end, nor is one without an owner', () => {
  expect([ownedMark(), '1b4e28ba-2fa1-11d2-883f-0016d3cca427', ''].map(isAbandonedMark)).toEqual([false, false, false]);
});

test('nothing makes a temporary folder in another way, but for the images of the lab', () => {
  const files = readdirSync(join(packageRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join('src', file));
  const making = files.filter((file) => /\bmkdtemp/.test(readFileSync(join(packageRoot, file), 'utf8')));
  expect(making.sort()).toEqual(['src/lab/kinds/podman-images.ts', 'src/scratch.ts']);
});
