import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { linkOf } from '../../src/commands/links.ts';
import { packageRoot } from '../../src/package.ts';
import { openTerminal } from '../support/terminal.ts';

const cli = [process.execPath, join(packageRoot, 'dist/src/cli.js')] as const;
const words = ['--ci', '--quiet', '--from', join(packageRoot, 'recordings/no-offer/broken')];
const link = /\u001b\]8;;(file:[^\u001b\u0007]+)/;

test('every check has a page on this machine, with a heading where its link leads', () => {
  for (const { id } of checks) {
    const url = new URL(linkOf(id) ?? '');
    expect([url.hostname, url.hash]).toEqual([hostname().toLowerCase(), `#${id}`]);
    const page = fileURLToPath(`file://${url.pathname}`);
    expect(existsSync(page) && readFileSync(page, 'utf8').includes(`\n## ${id}\n`), id).toBe(true);
  }
  expect(linkOf('check-of-a-site')).toBeUndefined();
});

const rawOf = async (environment: Readonly<Record<string, string>>): Promise<string> => {
  // What looks for a terminal's links looks for its colours first, and those of a CI are none.
  const terminal = await openTerminal([...cli, ...words], { FORCE_COLOR: '1', ...environment });
  try {
    await terminal.exitCode();
    return await terminal.raw();
  } finally {
    await terminal.close();
  }
};

test.each<readonly [string, Readonly<Record<string, string>>, boolean]>([
  ['one that has links', { CI: '', TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203' }, true],
  ['one of VTE', { CI: '', TERM_PROGRAM: '', VTE_VERSION: '7006' }, true],
  ['one of which nothing is known', { CI: '', TERM_PROGRAM: '', VTE_VERSION: '' }, false],
  ['one without colours', { CI: '', VTE_VERSION: '7006', NO_COLOR: '1' }, false],
])('on %s: %o', async (_terminal, environment, isLinked) => {
  const raw = await rawOf(environment);
  expect(raw).toContain('dhcp-server-not-running');
  expect(link.exec(raw)?.[1]).toEqual(isLinked ? linkOf('dhcp-server-not-running') : undefined);
});

test('in a pipe there is no link, whatever the environment says', () => {
  const { stdout } = spawnSync(cli[0], [cli[1], ...words], {
    encoding: 'utf8',
    env: { ...process.env, FORCE_HYPERLINK: '1', VTE_VERSION: '7006' },
  });
  expect(stdout).toContain('dhcp-server-not-running');
  expect(stdout).not.toContain('\u001b');
});
