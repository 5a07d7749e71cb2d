import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

/** Keys that lead to the last answer of a question, and no further. */
const toTheLast = Array.from({ length: 9 }, () => 'Down');

const broken = join(packageRoot, 'recordings/no-offer/broken');

test('from a recording: the cause and its fix, which is only shown, and a report to keep', async () => {
  const terminal = await openTerminal([...cli, '--from', broken, '--symptom', 'no-address']);
  try {
    await terminal.sees('Which one?');
    await terminal.press('Enter');
    const screen = await terminal.sees('What now?');
    expect(screen).toContain('dhcp-server-not-running');
    expect(screen).toContain('✗ dnsmasq');
    expect(screen).not.toContain('Fix it');
    await terminal.press('Enter');
    expect(await terminal.sees('What now?')).toContain('service quantum-dhcp-agent restart');
    await terminal.press('Down', 'Enter');
    expect(await terminal.sees('What now?')).toContain('$ ps -ww -eo pid=');
    await terminal.press('Down', 'Down', 'Enter');
    await terminal.sees('What now?');
    await terminal.press('Down', 'Down', 'Down', 'Enter');
    await terminal.sees('Save results?');
    const file = join(folder, 'report.json');
    await terminal.press('Down', 'Down', 'Enter');
    await terminal.sees('File (Esc: back)');
    await terminal.press(file, 'Enter');
    await terminal.sees('Saved: ');
    expect(reportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).verdict).toBe('failing');
    await terminal.sees('Save results?');
    await terminal.press('Enter');
    expect(await terminal.exitCode()).toBe(1);
  } finally {
    await terminal.close();
  }
});

test('a playbook of one’s own that asks, and what it concludes', async () => {
  const file = join(folder, 'ours.yaml');
  writeFileSync(
    file,
    `version: 1
title: Ours
ask:
  - {for: network, question: Which network is slow?}
  - {set: mtu, question: How large are your frames?, choices: [1500, 9000]}
  - {set: ticket, question: Which ticket?}
vars: {mtu: 9000}
steps: [{check: dhcp}]
conclude: [{when: {dhcp: fail}, say: "Ticket {{vars.ticket}}, MTU {{vars.mtu}}: DHCP it is."}]
`,
  );
  const terminal = await openTerminal([...cli, '--from', broken]);
  try {
    await terminal.sees('What is wrong?');
    await terminal.press(...toTheLast, 'Enter');
    await terminal.sees('Which playbook?');
    await terminal.press('custom', 'Enter');
    await terminal.sees('Path of the playbook');
    await terminal.press(file, 'Enter');
    expect(await terminal.sees('Which network is slow?')).not.toContain('router   ');
    await terminal.press('4338', 'Enter');
    await terminal.sees('How large are your frames?');
    await terminal.press('Enter');
    await terminal.sees('Which ticket?');
    await terminal.press('4711', 'Enter');
    expect(await terminal.sees('What now?')).toContain('Ticket 4711, MTU 9000: DHCP it is.');
    await terminal.press(...toTheLast, 'Enter');
    expect(await terminal.sees('Save results?')).toMatch(/ticket=4711/);
    await terminal.press('Enter');
    expect(await terminal.exitCode()).toBe(1);
  } finally {
    await terminal.close();
  }
});

test.each([
  [
    'with keys',
    [],
    [
      [...toTheLast, 'Enter'],
      ['custom', 'Enter'],
    ],
    [...toTheLast, 'Enter'],
  ],
  [
    'as plain lines',
    ['--plain'],
    [
      ['8', 'Enter'],
      ['9', 'Enter'],
    ],
    ['4', 'Enter'],
  ],
])('a secret of a playbook, %s: not shown while it is typed, nor afterwards', async (_, words, toThePath, toTheEnd) => {
  const file = join(folder, 'secret.yaml');
  writeFileSync(file, 'version: 1\ntitle: Secret\nsecrets: [api_password]\nsteps: [{check: dhcp}]\n');
  const terminal = await openTerminal([...cli, '--from', broken, ...words]);
  try {
    await terminal.sees('What is wrong?');
    await terminal.press(...(toThePath[0] ?? []));
    await terminal.sees('Which playbook?');
    await terminal.press(...(toThePath[1] ?? []));
    await terminal.sees('Path of the playbook');
    await terminal.press(file, 'Enter');
    await terminal.sees('Which one?');
    await terminal.press('Enter');
    await terminal.sees('What is api_password?');
    await terminal.press('swordfisx', 'BSpace', 'h', 'Enter');
    expect(await terminal.sees('What now?')).toContain('(hidden)');
    await terminal.press(...toTheEnd);
    expect(await terminal.sees('Save results?')).toContain('--set api_password=VALUE');
    expect(await terminal.raw()).not.toContain('swordfis');
    await terminal.press('C-c');
    expect(await terminal.exitCode()).toBe(130);
  } finally {
    await terminal.close();
  }
});

test('by somebody who is not root: says so, and offers a recording', async () => {
  const nobody = asNobody();
  const terminal = await openTerminal(nobody.argv, { HOME: folder });
  try {
    const screen = await terminal.sees('What instead?');
    expect(screen).toContain('requires root');
    expect(screen).toContain('sudo qdoctor');
    expect(screen).not.toContain('lab');
    await terminal.press('Down', 'Enter');
    await terminal.sees('Recording:');
    await terminal.press('/nowhere', 'Enter');
    expect(await terminal.sees('What instead?')).toContain('Cannot read /nowhere: no such file');
    await terminal.press('Enter');
    await terminal.sees('What is wrong?');
    // All the way back, and there again.
    await terminal.press('Escape');
    await terminal.sees('What instead?');
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

test('what a host printed is pasted, up to Ctrl-D, and diagnosed', async () => {
  const nobody = asNobody();
  const terminal = await openTerminal(nobody.argv, { HOME: folder });
  try {
    await terminal.sees('What instead?');
    await terminal.press('Down', 'Down', 'Enter');
    await terminal.sees('Ctrl-D');
    const session = [
      'root@net01:~# ip netns',
      'qrouter-5d3c9a80-1f4e-4b7a-8c55-0a7be0d2f913',
      'root@net01:~# brctl show',
      'bridge name bridge id STP enabled interfaces',
    ];
    for (const line of session) await terminal.press(line, 'Enter');
    await terminal.press('C-d');
    expect(await terminal.sees('What is wrong?')).toContain('On net01 (a recording): 1 router');
    await terminal.press('C-c');
    expect(await terminal.exitCode()).toBe(130);
  } finally {
    await terminal.close();
    nobody.clear();
  }
});
