// `npx tsx scripts/page-screens.mjs`: the pictures of web pages in docs/screens, as a headless Chromium shows what the built
// program writes of recordings.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './setup.mjs';

const dark = '--blink-settings=preferredColorScheme=0';
const screens = [
  { name: 'report', words: ['--ci', '--from', 'recordings/no-offer/broken'], size: '1000,1100', looks: [] },
  {
    name: 'report-dark-narrow',
    words: ['--ci', '--from', 'recordings/no-offer/broken'],
    size: '520,1100',
    looks: [dark],
  },
  { name: 'fleet', words: ['fleet', 'test/recordings/lab-cloud'], size: '1000,900', looks: [] },
];

const scratch = mkdtempSync(join(tmpdir(), 'qdoctor-screens-'));
mkdirSync(join(root, 'docs/screens'), { recursive: true });
try {
  for (const { name, words, size, looks } of screens) {
    const page = join(scratch, `${name}.html`);
    // It exits with 1 where it finds a fault.
    spawnSync(process.execPath, [join(root, 'dist/src/cli.js'), ...words, '--quiet', '--format', `html=${page}`], {
      cwd: root,
    });
    const picture = `--screenshot=${join(root, 'docs/screens', `${name}.png`)}`;
    const own = [`--user-data-dir=${join(scratch, 'profile')}`, '--no-sandbox', '--disable-gpu', '--hide-scrollbars'];
    execFileSync('chromium', ['--headless', ...own, ...looks, `--window-size=${size}`, picture, `file://${page}`], {
      stdio: 'ignore',
    });
  }
} finally {
  rmSync(scratch, { recursive: true });
}
