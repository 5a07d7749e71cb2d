import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { afterAll, describe, expect, test } from 'vitest';
import { asNobody } from '../support/nobody.ts';

describe('a live run by somebody who is not root', () => {
  const nobody = asNobody();
  afterAll(() => nobody.clear());

  test('exit 3 with one line that says what to do', () => {
    const [command, ...words] = nobody.argv;
    const { status, stdout, stderr } = spawnSync(command, [...words, '--ci'], { encoding: 'utf8', cwd: tmpdir() });
    expect([status, stdout]).toEqual([3, '']);
    expect(stderr).toMatch(/^qdoctor: [^\n]+\n$/);
    expect(stderr).toContain('sudo qdoctor --ci');
  });
});
