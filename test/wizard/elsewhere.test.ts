import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { reportSchema } from '../../src/report/report.ts';
import { cli } from '../support/diagnosis.ts';
import { asNobody } from '../support/nobody.ts';
import { openTerminal } from '../support/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-wizard-'));
afterAll(() => rmSync(folder, { recursive: true }));

const broken = join(packageRoot, 'recordings/no-offer/broken');

test('from a recording: the cause and its fix, which is only shown, and a report to keep', async () => {
  const terminal = await openTerminal([...cli, '--from', broken, '--symptom', 'no-address']);
  try {
    await terminal.sees('Which one?');
    await terminal.press('Enter');
    const told = await terminal.sees('What now?');
    expect(told).toContain('dhcp-server-not-running');
    expect(told).toContain('✗ dnsmasq');
    expect(told).not.toContain('Fix it');
    await terminal.press('Enter');
    expect(await terminal.sees('What now?')).toContain('service quantum-dhcp-agent restart');
    await terminal.press('Down', 'Enter');
    expect(await terminal.sees('What now?')).toContain('$ pgrep');
    await terminal.press('Down', 'Down', 'Enter');
    await terminal.sees('What now?');
    await terminal.press('Down', 'Down', 'Down', 'Enter');
    await terminal.sees('Keep something of it?');
    const file = join(folder, 'report.json');
    await terminal.press('Down', 'Down', 'Down', 'Enter');
    await terminal.sees('Into which file?');
    await terminal.press(file, 'Enter');
    await terminal.sees('Saved: ');
    expect(reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).verdict).toBe('failing');
    await terminal.sees('Keep something of it?');
    await terminal.press('Enter');
    expect(await terminal.exitCode()).toBe(1);
  } finally {
    await terminal.close();
  }
});

test('by somebody who is not root: says so, and offers a recording', async () => {
  const nobody = asNobody();
  const terminal = await openTerminal(nobody.argv, { HOME: folder });
  try {
    const told = await terminal.sees('What instead?');
    expect(told).toContain('You are not root');
    expect(told).toContain('sudo qdoctor');
    expect(told).not.toContain('lab');
    await terminal.press('Enter');
    await terminal.sees('What is wrong?');
    await terminal.press('Enter');
    await terminal.sees('Which one?');
    await terminal.press('Enter');
    expect(await terminal.sees('What now?')).toContain('dhcp-server-not-running');
    await terminal.press('C-c');
    expect(await terminal.exitCode()).toBe(130);
  } finally {
    await terminal.close();
    nobody.clear();
  }
});
