import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { faults } from '../../src/lab/faults/index.ts';
import { packageRoot } from '../../src/package.ts';
import { readPlaybook } from '../../src/playbook/playbook.ts';
import { starter } from '../../src/playbook/starter.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-damaged-'));
afterAll(() => rmSync(folder, { recursive: true }));

const examples = join(packageRoot, 'docs/playbooks');
const texts = [
  ...readdirSync(examples).map((file) => readFileSync(join(examples, file), 'utf8')),
  // The starter with all that it only shows.
  starter.replace(/^#(?=\w| {2})/gm, ''),
];

const lines = texts.flatMap((text) => text.split('\n'));
const values = [
  '',
  '~',
  '[]',
  '{}',
  '7',
  'yes',
  '"{{"',
  '"{{port.mac}}"',
  '&a [*a]',
  '*a',
  '{all: [{dhcp: fail}]}',
  '- {}',
];

/** A line as it is, or with another value, at another depth, twice, or one of another place. */
const damage = (line: string) =>
  fc.oneof(
    { weight: 30, arbitrary: fc.constant(line) },
    fc.constantFrom(...values).map((value) => line.replace(/(?<=: ).*/, value)),
    fc.nat(6).map((depth) => `${' '.repeat(depth)}${line.trimStart()}`),
    fc.constant(`${line}\n${line}`),
    fc.constantFrom(...lines),
    fc.constant(''),
  );

const damaged = fc
  .constantFrom(...texts)
  .chain((text) => fc.tuple(...text.split('\n').map(damage)))
  .map((all) => all.join('\n'));

test('a damaged playbook is refused with its mistakes, whatever they are', () => {
  const file = join(folder, 'mine.yaml');
  let refused = 0;
  fc.assert(
    fc.property(damaged, (text) => {
      writeFileSync(file, text);
      const { problems } = readPlaybook({ name: 'mine', file }, checks, [], faults);
      if (problems.length > 0) refused += 1;
      for (const { place, message } of problems) {
        expect(place.line).toBeGreaterThan(0);
        expect(message).toMatch(/\S\.$/);
        expect(message).not.toMatch(/undefined|\[object/);
      }
    }),
    { numRuns: 1000 },
  );
  expect(refused).toBeGreaterThan(100);
});
