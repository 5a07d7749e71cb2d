import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { missed } from '../../src/playbook/expectation.ts';
import { PlaybookLoader } from '../../src/playbook/loader.ts';

/* A playbook of others is read by root: what it names may be anything. */

const root = mkdtempSync(join(tmpdir(), 'qdoctor-hostile-'));
afterAll(() => rmSync(root, { recursive: true }));
beforeAll(() => {
  writeFileSync(join(root, 'secret.yaml'), 'root:SECRET\n');
  mkdirSync(join(root, 'site'));
  symlinkSync(join(root, 'secret.yaml'), join(root, 'site/link.yaml'));
});

function mistakesIn(text: string): readonly string[] {
  const file = join(root, 'site/mine.yaml');
  writeFileSync(file, `version: 1\ntitle: t\nsteps:\n  - check: vlan\n${text}`);
  const loader = new PlaybookLoader(checks, undefined);
  loader.load(file);
  return loader.problems.map(({ message }) => message);
}

test.each(['/proc/kmsg', '/dev/zero', '/etc/shadow', '../secret.yaml', './link.yaml'])(
  'a file outside of its folder is not included, nothing of it is shown: %s',
  (name) => {
    const mistakes = mistakesIn(`include: ["${name}"]\n`);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/is not in the folder of the playbook\.$|it is not a file\.$|permission denied\.$/);
    expect(mistakes.join()).not.toMatch(/SECRET|root:/);
  },
);

test('eight thousand aliases are one mistake', () => {
  const vars = Array.from({ length: 8000 }, (_, index) => `  v${index}: *a\n`).join('');
  expect(mistakesIn(`description: &a x\nvars:\n${vars}`)).toEqual(['More than 100 aliases.']);
});

test('a word with a NUL is a mistake, not a crash of the run', () => {
  const step = `  - id: site-nul-word\n    title: t\n    why: w\n    command: [echo, "a\\0b"]\n    reads: true\n    expect: [{exit: 0, message: m}]\n`;
  expect(mistakesIn(step)).toEqual([expect.stringContaining('a word of a command has no NUL')]);
});

test.each([
  ['nested 300 deep', `${'['.repeat(300)}${']'.repeat(300)}`],
  ['with brackets in its texts', `["]]]]", ${'{"a":["]",'.repeat(150)}1${']}'.repeat(150)}]`],
])('JSON %s cannot be told', (_, text) => {
  const output = { text, exitCode: 0 } as never;
  expect(() => missed({ json: '$..*', equals: 5, message: 'm' } as never, output, {})).toThrow(
    'nested deeper than 100',
  );
});
