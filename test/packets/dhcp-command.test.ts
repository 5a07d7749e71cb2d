import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package.ts';
import { bootReply, dhcpMessage } from '../../src/packets/dhcp/message.ts';
import { encodeDhcpFrame } from '../../src/packets/encode-frame.ts';
import { dhcpReportSchema } from '../../src/report/dhcp/json.ts';
import { pcapFile } from './capture-files.ts';

const cli = join(packageRoot, 'dist/src/cli.js');
const recording = (name: string): string => join(packageRoot, 'test/recordings/captures', name);
const folder = mkdtempSync(join(tmpdir(), 'qdoctor-dhcp-'));
afterAll(() => rmSync(folder, { recursive: true }));

function dhcp(words: readonly string[], input?: Uint8Array) {
  const options = {
    encoding: 'utf8',
    env: { ...process.env, TZ: 'UTC' },
    ...(input === undefined ? {} : { input }),
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'dhcp', ...words], options);
  return { status, stdout, stderr };
}

describe('qdoctor dhcp', () => {
  test.each([
    ['dhclient.pcapng', 0, 'HEALTHY: no exchange failed.'],
    ['frozen.pcap', 1, 'FAILING: no-offer.'],
    ['snapped.pcap', 3, 'INCOMPLETE: no DHCP exchange could be read.'],
  ])('%s: exit code %i, %s', (name, status, verdict) => {
    const end = dhcp([recording(name)]);
    expect(end).toMatchObject({ status, stderr: '' });
    expect(end.stdout.trimEnd().split('\n').at(-1)).toBe(verdict);
  });

  test('one line for each packet, then exchanges, problems and the verdict', () => {
    const { stdout } = dhcp([recording('dropped.pcap')]);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^ {4}1 \d\d:\d\d:\d\d\.\d{6} DISCOVER fa:16:3e:00:00:13 0x[0-9a-f]{8} host "cirros"$/);
    expect(lines[1]).toMatch(/ OFFER {4}fa:16:3e:00:00:13 0x[0-9a-f]{8} 10\.0\.0\.\d+ by 10\.0\.0\.2 for 24 h$/);
    expect(stdout).toMatch(/Exchanges \(1\):\n fa:16:3e:00:00:13 0x\w+ offer-ignored/);
    expect(stdout).toMatch(/Problems \(1\):\n {2}✗ 10\.0\.0\.2/);
    expect(lines.at(-2)).toBe('FAILING: offer-ignored.');
  });

  test('the same from standard input', () => {
    const path = recording('vlan.pcap');
    expect(dhcp(['-'], readFileSync(path))).toEqual(dhcp([path]));
  });

  test('both formats at once, one of them into a file', () => {
    const file = join(folder, 'report.json');
    const { status, stdout } = dhcp([recording('vlan.pcap'), '--format', `json=${file}`, '--format', 'text']);
    expect([status, stdout.includes('HEALTHY')]).toEqual([0, true]);
    expect(dhcpReportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).packets[0]?.vlan).toEqual([7]);
  });

  test('a capture that is cut off is read up to there', () => {
    const whole = readFileSync(recording('vlan.pcap'));
    const healthy = dhcp(['-'], Buffer.concat([whole, Buffer.alloc(10)]));
    expect(healthy).toMatchObject({ status: 3, stderr: '' });
    expect(healthy.stdout).toContain('the capture ends in the middle of it');
    expect(dhcp([recording('cut-off.pcap')]).status).toBe(1);
  });

  test('a capture without DHCP says so', () => {
    const file = join(folder, 'empty.json');
    const empty = pcapFile([], { isLittleEndian: true });
    const { status, stdout } = dhcp(['-', '--format', 'text', '--format', `json=${file}`], empty);
    expect([status, stdout.trim()]).toEqual([0, 'No DHCP exchange is in this capture.']);
    expect(dhcpReportSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).packets).toEqual([]);
  });

  test.each([
    ['a file that is not there', [join(folder, 'missing')]],
    ['a folder', [folder]],
    ['what is no capture', [join(packageRoot, 'package.json')]],
    ['a format that there is not', [recording('vlan.pcap'), '--format', 'xml']],
    ['no file', []],
  ])('%s: one line, exit 2', (_name, words) => {
    const { status, stdout, stderr } = dhcp(words);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  test('text of a peer reaches no terminal raw', () => {
    const value = Buffer.from('\u001b[31mowned\u009b\n\u0007', 'latin1');
    const bytes = encodeDhcpFrame({
      ...{ srcMac: '02:00:00:00:00:01', dstMac: '02:00:00:00:00:02', srcIp: '10.0.0.1', dstIp: '10.0.0.2' },
      message: dhcpMessage({
        ...{ op: bootReply, xid: 1, chaddr: '02:00:00:00:00:02' },
        options: [{ code: 53, value: Uint8Array.of(6) }, ...[12, 56].map((code) => ({ code, value }))],
      }),
    });
    const file = join(folder, 'hostile.pcap');
    writeFileSync(file, pcapFile([{ seconds: 1, fraction: 0, bytes }], { isLittleEndian: true }));
    for (const format of ['text', 'json']) {
      expect(dhcp([file, '--format', format]).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });

  test('shows each packet of a live capture while it goes on', async () => {
    const bytes = readFileSync(recording('vlan.pcap'));
    const child = spawn(process.execPath, [cli, 'dhcp', '-'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.write(bytes.subarray(0, 800));
    const shown = await new Promise<string>((resolve) => child.stdout.once('data', (text) => resolve(String(text))));
    expect(shown).toContain('DISCOVER');
    child.stdin.end(bytes.subarray(800));
    const status = await new Promise((resolve) => child.once('exit', resolve));
    expect(status).toBe(0);
  });
});
