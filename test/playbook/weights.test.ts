import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { everything } from '../../src/engine/scope.ts';
import { openRecording } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { loadPlaybook } from '../../src/playbook/playbook.ts';
import { topologyOf } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-weights-'));
afterAll(() => rmSync(folder, { recursive: true }));

const broken = await topologyOf(openRecording(join(packageRoot, 'recordings/no-offer/broken')));

function diagnosisWith(text: string) {
  const file = join(folder, 'mine.yaml');
  writeFileSync(file, `version: 1\ntitle: Mine\n${text}`);
  return diagnose(broken, loadPlaybook(file, checks).checks, everything, () => 0);
}

const plain = diagnosisWith('steps:\n  - check: dhcp\n');
const [root] = plain.findings;

test('what a playbook weighs less is a warning, and what it weighs last holds', () => {
  expect(plain.findings.map(({ severity }) => severity)).toContain('error');
  const lighter = diagnosisWith('steps:\n  - check: dhcp\n    severity: warning\n');
  expect(lighter.findings.map(({ check }) => check).sort()).toEqual(plain.findings.map(({ check }) => check).sort());
  expect(lighter.verdict).toBe('degraded');
  const both = diagnosisWith(
    `steps:\n  - check: dhcp\n    severity: warning\n  - check: ${root?.check}\n    severity: error\n`,
  );
  expect(both.findings[0]).toMatchObject({ check: root?.check, severity: 'error' });
});

const suppressing = (subject: string, until: string) =>
  diagnosisWith(
    `steps:\n  - check: ${root?.check}\nsuppress:\n  - check: ${root?.check}\n    subject: ${subject}\n    reason: planned\n    until: ${until}\n`,
  );

test('what is suppressed is told with its reason, and neither fails nor passes', () => {
  const { findings, suppressed, checks: outcomes, verdict } = suppressing(root?.subject.name ?? '', '2199-01-31');
  expect([verdict, findings]).toEqual(['healthy', []]);
  expect(suppressed).toMatchObject([{ check: root?.check, reason: 'planned', until: '2199-01-31' }]);
  expect(outcomes).toMatchObject([{ verdict: 'skipped', reason: 'suppressed by the playbook' }]);
});

test('a suppression of something else, or one that is over, suppresses nothing', () => {
  expect(suppressing('other', '2199-01-31').findings).toHaveLength(1);
  expect(suppressing('any', '2020-01-31').findings).toHaveLength(1);
});
