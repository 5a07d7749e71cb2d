import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';

const read = (file: string): string => readFileSync(join(packageRoot, file), 'utf8');

/** `| claim | `test/FILE`: NAME |` */
const rows = [...read('docs/security.md').matchAll(/^\| (.+?) \| `(test\/\S+)`: (.+?) \|$/gm)];

test('docs/security.md has its claims', () => {
  expect(rows.length).toBeGreaterThan(10);
});

test.each(rows.map(([, claim = '', file = '', name = '']) => [claim, file, name] as const))(
  '%s: its test exists',
  (_, file, name) => {
    expect(read(file)).toContain(name);
  },
);

test('the packages that a user gets have no install scripts, and the licences that are listed', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { dev?: boolean; license?: string; hasInstallScript?: boolean }>;
  };
  const shipped = Object.entries(packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  expect(shipped.filter(([, { hasInstallScript }]) => hasInstallScript === true)).toEqual([]);
  const text = read('docs/security.md').replace(/\s+/g, ' ');
  for (const [path, { license }] of shipped) expect([path, text.includes(` ${license}`)]).toEqual([path, true]);
});
