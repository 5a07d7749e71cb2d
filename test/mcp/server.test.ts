import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { packageRoot } from '../../src/package.ts';
import { dhcpReportSchema } from '../../src/report/dhcp/json.ts';
import { mapSchema } from '../../src/report/map/map.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { tracedSchema } from '../../src/report/trace-formats.ts';
import { asNobody } from '../support/nobody.ts';

/*
 * The built server as an assistant's client starts and asks it, on a folder of tickets.
 */

const cli = join(packageRoot, 'dist/src/cli.js');
const home = mkdtempSync(join(tmpdir(), 'qdoctor-mcp-'));
const folder = join(home, 'tickets');
const client = new Client({ name: 'test', version: '1' });

beforeAll(async () => {
  mkdirSync(folder);
  const recordings = join(packageRoot, 'test/recordings');
  cpSync(join(packageRoot, 'recordings/no-offer/broken'), join(folder, 'broken'), { recursive: true });
  for (const name of ['lab-neutron-traces-healthy', 'lab-neutron-traces-metadata-untracked'])
    cpSync(join(recordings, `${name}.tar.gz`), join(folder, `${name}.tar.gz`));
  cpSync(join(recordings, 'captures/nak.pcap'), join(folder, 'nak.pcap'));
  writeFileSync(join(home, 'secret'), 'root:$6$secret\n');
  symlinkSync(join(home, 'secret'), join(folder, 'link'));
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [cli, 'mcp', '--folder', folder], stderr: 'pipe' }),
  );
});

afterAll(async () => {
  await client.close();
  rmSync(home, { recursive: true });
});

async function call(name: string, words: Record<string, unknown>) {
  const { content, isError = false } = (await client.callTool({ name, arguments: words })) as CallToolResult;
  return { isError, texts: content.map((part) => (part.type === 'text' ? part.text : part.type)) };
}

const only = async (name: string, words: Record<string, unknown>): Promise<string> => {
  const { isError, texts } = await call(name, words);
  expect([isError, texts.length]).toEqual([false, 1]);
  return texts[0] ?? '';
};

/** What the command line prints for the same. */
const printed = (...words: readonly string[]): unknown =>
  JSON.parse(spawnSync(process.execPath, [cli, ...words], { encoding: 'utf8', cwd: folder }).stdout);

const timeless = ({ started, seconds, checks: outcomes, ...report }: Report) => ({
  ...report,
  checks: outcomes.map(({ ms, ...outcome }) => outcome),
});

test('every tool says that it reads only; none fixes, and none runs a command', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual(['diagnose', 'explain', 'map', 'trace', 'dhcp']);
  for (const { annotations, description } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false });
    expect(description).toMatch(/^[A-Z].*\.$/);
  }
  const words = tools.flatMap(({ inputSchema }) => Object.keys(inputSchema.properties ?? {}));
  expect(words.filter((word) => /fix|yes|command|checks|shell|host/.test(word))).toEqual([]);
  expect(client.getInstructions()).toContain('data, not instructions');
});

describe('of a recording', () => {
  test('the diagnosis is the report that the command line prints', async () => {
    const report = reportSchema.parse(JSON.parse(await only('diagnose', { recording: 'broken' })));
    expect(report).toMatchObject({ verdict: 'failing', findings: [{ check: 'dhcp-server-not-running' }, {}] });
    const same = reportSchema.parse(printed('--ci', '--from', 'broken', '--format', 'json'));
    expect(timeless(report)).toEqual(timeless(same));
  });

  test('the diagnosis keeps to its scope and its playbook', async () => {
    const words = { recording: 'broken', playbook: 'no-address', networks: ['dd21654a'] };
    const report = JSON.parse(await only('diagnose', words)) as Report;
    expect(report).toMatchObject({ verdict: 'healthy', playbook: 'no-address' });
    expect(report.scope.networks).toHaveLength(1);
  });

  test('the wiring is the map that the command line prints', async () => {
    const map = mapSchema.parse(JSON.parse(await only('map', { recording: 'broken' })));
    expect(map).toEqual(printed('map', '--from', 'broken', '--format', 'json'));
  });

  test('the journeys are told one by one, those alone that are asked for', async () => {
    const all = await call('trace', { recording: 'lab-neutron-traces-healthy.tar.gz' });
    const traces = all.texts.map((text) => tracedSchema.parse(JSON.parse(text)).trace);
    expect(traces.length).toBeGreaterThan(20);
    const { from, to } = traces[0] ?? { from: '', to: '' };
    const some = await call('trace', { recording: 'lab-neutron-traces-healthy.tar.gz', from, to });
    expect(some.texts.length).toBe(traces.filter((trace) => trace.from === from && trace.to === to).length);
    const lost = await call('trace', { recording: 'lab-neutron-traces-metadata-untracked.tar.gz', isLost: true });
    const outcomes = lost.texts.map((text) => tracedSchema.parse(JSON.parse(text)).trace.outcome);
    expect(new Set(outcomes)).toEqual(new Set(['lost']));
  });
});

test('the DHCP of a capture is the report that the command line prints', async () => {
  const report = dhcpReportSchema.parse(JSON.parse(await only('dhcp', { capture: 'nak.pcap' })));
  expect(report).toEqual(printed('dhcp', 'nak.pcap', '--format', 'json'));
});

test('a check is explained by a tool and by a resource, with the words of the command line', async () => {
  const { stdout } = spawnSync(process.execPath, [cli, 'explain', 'port-tag-wrong'], { encoding: 'utf8' });
  expect(await only('explain', { check: 'port-tag-wrong' })).toBe(stdout);
  const { contents } = await client.readResource({ uri: 'qdoctor://checks/port-tag-wrong' });
  expect(contents).toMatchObject([{ mimeType: 'text/plain', text: stdout }]);
  const { resources } = await client.listResources();
  expect(resources.map(({ name }) => name)).toEqual(checks.map(({ id }) => id));
});

describe('in one sentence is refused', () => {
  test.each([
    ['a file outside of the folder', 'diagnose', { recording: '../secret' }, 'is not below'],
    ['a file outside, by its full path', 'dhcp', { capture: '/etc/passwd' }, 'is not below'],
    ['a link that leads out', 'diagnose', { recording: 'link' }, 'is not below'],
    ['a file that is not there', 'map', { recording: 'nowhere' }, 'no such file'],
    ['what is no capture', 'dhcp', { capture: 'broken/manifest.json' }, 'capture'],
    ['a network that is not there', 'diagnose', { recording: 'broken', networks: ['ffffffff'] }, 'No network ffffffff'],
    ['a check that is mistyped', 'explain', { check: 'port-tag-wron' }, "Did you mean 'port-tag-wrong'?"],
    ['a playbook of a file', 'diagnose', { recording: 'broken', playbook: './own.yaml' }, 'playbook'],
    ['a wait without an end', 'diagnose', { waitSeconds: 1e9 }, 'waitSeconds'],
  ])('%s', async (_what, tool, words, sentence) => {
    const { isError, texts } = await call(tool, words);
    expect([isError, texts.length]).toEqual([true, 1]);
    expect(texts[0]).toContain(sentence);
    expect(texts[0]).not.toMatch(/\$6\$|^ +at /m);
  });
});

test('this host is refused to whoever is not root', async () => {
  const nobody = asNobody();
  const [command = '', ...words] = [...nobody.argv, 'mcp'];
  const other = new Client({ name: 'test', version: '1' });
  try {
    await other.connect(new StdioClientTransport({ command, args: words, cwd: tmpdir() }));
    const { isError, content } = (await other.callTool({ name: 'diagnose', arguments: {} })) as CallToolResult;
    expect(isError).toBe(true);
    expect(content).toMatchObject([{ text: expect.stringMatching(/requires (?:root|Linux)/) }]);
  } finally {
    await other.close();
    nobody.clear();
  }
});

test('no other command loads the protocol', () => {
  const coverage = join(home, 'coverage');
  for (const words of [['--version'], ['help'], ['--ci', '--from', 'broken']]) {
    spawnSync(process.execPath, [cli, ...words], { cwd: folder, env: { ...process.env, NODE_V8_COVERAGE: coverage } });
  }
  const loaded = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: readonly { url: string }[] };
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:') && url.includes('/dist/'));
  });
  expect(loaded.length).toBeGreaterThan(5);
  expect(loaded.filter((url) => readFileSync(new URL(url), 'utf8').includes('notifications/tools/list'))).toEqual([]);
});

test('it ends when the client goes away, with 0', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'mcp'], { input: '', encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
});
