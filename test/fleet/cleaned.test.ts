import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { diagnoseFleet } from '../../src/app/fleet.ts';
import { filesOfArchive } from '../../src/host/archive.ts';
import { manifestName } from '../../src/host/bundle.ts';
import { packageRoot } from '../../src/package.ts';
import { silent } from '../../src/report/progress.ts';
import { SosClean } from '../support/sos-clean.ts';

/* Reports that were cleaned one by one have a map each: what is one address in them is not one. */

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-cleaned-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function saveCleaned(name: string): Promise<void> {
  const files = await filesOfArchive(join(packageRoot, 'test/recordings/lab-cloud', `${name}.tar.gz`));
  const sos = new SosClean();
  for (const path of files.paths) {
    const content = files.read(path) ?? Buffer.alloc(0);
    const file = join(folder, name, path);
    mkdirSync(dirname(file), { recursive: true });
    if (path === manifestName) {
      const { files: _, ...manifest } = JSON.parse(content.toString('utf8'));
      writeFileSync(file, JSON.stringify(manifest));
    } else writeFileSync(file, path.startsWith('captures/') ? content : sos.text(content.toString('utf8')));
  }
}

test('hosts whose reports were cleaned are compared by no address', async () => {
  for (const name of ['net1', 'cmp1', 'cmp2']) await saveCleaned(name);
  const options = { paths: [folder], missing: [], failOn: 'error' } as const;
  const { report } = await diagnoseFleet(options, new AbortController().signal, silent);
  expect(report.findings.map(({ check, summary }) => `${check}: ${summary}`)).toEqual([]);
  const verdictOf = (id: string) => report.checks.find((check) => check.id === id);
  expect(verdictOf('tunnel-to-host-missing')).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringMatching(/sos clean/),
  });
  expect(verdictOf('segmentation-id-differs')).toMatchObject({ verdict: 'pass' });
});
