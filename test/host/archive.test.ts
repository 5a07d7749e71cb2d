import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { pack } from '../../src/host/pack.ts';
import { openArchive, openRecordings } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { printable } from '../../src/report/printable.ts';
import { type Entry, entryBytes, manifest, tarOf } from '../support/archives.ts';
import { answersOf, diagnosisOf, healthyHost, healthyRecordings } from '../support/recorded-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-archive-'));
afterAll(() => rmSync(folder, { recursive: true }));
let count = 0;
function fileOf(content: Buffer): string {
  count += 1;
  const file = join(folder, `${count}.tar.gz`);
  writeFileSync(file, content);
  return file;
}

function xz(content: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync('xz', ['-c', '-0'], { input: content, maxBuffer: 1024 ** 3 });
  if (status !== 0) throw new Error(String(stderr));
  return stdout;
}

const manifestEntry = (content: unknown = manifest): Entry => ({
  path: 'b/manifest.json',
  content: typeof content === 'string' ? content : JSON.stringify(content),
});
const bundle = [manifestEntry(), { path: 'b/echo', content: 'hello\n' }];
const naming = (file: string) => ({
  ...manifest,
  commands: [{ argv: ['echo'], end: { kind: 'exited', exitCode: 0, file, stderr: '' } }],
});

/** What a user is told, or what the command printed. */
async function openedAndRun(file: string): Promise<string> {
  try {
    const host = await openArchive(file);
    const [result] = await host.run([{ argv: ['echo'] }]);
    return result?.kind === 'exited' ? `printed ${result.stdout}` : (result?.kind ?? 'nothing');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.exitCode).toBe(2);
    return error.message.replaceAll(`${folder}/`, '');
  }
}

describe('a packed bundle', () => {
  test.each([
    ['gzip', gzipSync],
    ['xz', xz],
    ['nothing', (content: Buffer) => content],
  ])('packed with %s is read', async (_name, packed) => {
    expect(await openedAndRun(fileOf(packed(tarOf(...bundle))))).toBe('printed hello\n');
  });

  test.each(['folsom', 'neutron'] as const)('of a healthy %s host gives the same answers', async (layout) => {
    const file = join(folder, `${layout}.tar.gz`);
    await pack(healthyRecordings[layout], file);
    const packed = await openArchive(file);
    const host = healthyHost(layout);
    expect(await answersOf(packed)).toEqual(await answersOf(host));
    expect(await diagnosisOf(packed)).toEqual(await diagnosisOf(host));
  });

  test('may hold links within itself', async () => {
    const links: Entry[] = [
      { path: 'b/also', type: 'SymbolicLink', linkpath: '../b/echo' },
      { path: 'b/hard', type: 'Link', linkpath: 'b/echo' },
    ];
    expect(await openedAndRun(fileOf(gzipSync(tarOf(...bundle, ...links))))).toBe('printed hello\n');
  });
});

const file = (path: string, content = 'x'): Entry => ({ path, content });
const link = (linkpath: string, type: 'SymbolicLink' | 'Link' = 'SymbolicLink'): Entry => ({
  path: 'b/l',
  type,
  linkpath,
});
const broken = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
};
const zeros = tarOf({ path: 'b/echo', content: Buffer.alloc(66 * 1024 * 1024) });
const with_ = (...entries: readonly Entry[]): Buffer => tarOf(...bundle, ...entries);

describe('a hostile archive is refused in one sentence:', () => {
  const hostile: readonly (readonly [name: string, make: () => Buffer, message: RegExp])[] = [
    ['an absolute path', () => with_(file('/etc/cron.d/x')), /contains the absolute path '\/etc\/cron\.d\/x'/],
    ['a path that leads out', () => with_(file('../../etc/passwd')), /'\.\.\/\.\.\/etc\/passwd', which leads out/],
    ['a path that leads out in its midst', () => with_(file('b/x/../../../y')), /which leads outside/],
    ['a link that leads out', () => with_(link('../../etc/passwd')), /contains the link 'b\/l', which leads outside/],
    ['a link that leads out on its way', () => with_(link('x/../../../b/echo')), /which leads outside/],
    ['a hard link to elsewhere', () => with_(link('/etc/passwd', 'Link')), /hard link 'b\/l' to a file outside/],
    ['a hard link that leads out', () => with_(link('../x', 'Link')), /hard link 'b\/l' to a file outside/],
    ['a character device', () => with_({ path: 'b/d', type: 'CharacterDevice' }), /is not a file \(CharacterDevice\)/],
    ['a block device', () => with_({ path: 'b/d', type: 'BlockDevice' }), /is not a file \(BlockDevice\)/],
    ['a named pipe', () => with_({ path: 'b/p', type: 'FIFO' }), /is not a file \(FIFO\)/],
    ['a name that speaks to the terminal', () => with_(file('b/\u001b[2Jx')), /contains the suspicious name/],
    ['a name of two lines', () => with_(file('b/x\nqdoctor: HEALTHY')), /contains the suspicious name/],
    ['a name with backslashes', () => with_(file('..\\..\\x')), /contains the suspicious name/],
    ['the same name twice', () => with_(file('b/echo', 'other')), /contains 'b\/echo' twice/],
    ['the same name in another spelling', () => with_(file('b/./echo')), /twice/],
    ['folders without end', () => with_(file(`${'a/'.repeat(40)}x`)), /folders 41 deep/],
    ['a path without end', () => with_(file('x'.repeat(5000))), /a path of 5000 characters/],
    [
      'entries without end',
      () => gzipSync(Buffer.concat(Array(100_001).fill(entryBytes({ path: 'b/d', type: 'Directory' })))),
      /contains more than 100000 entries/,
    ],
    ['a bomb of gzip', () => gzipSync(zeros, { level: 1 }), /unpacks to more than 64 MiB/],
    ['a bomb of xz', () => xz(zeros), /unpacks to more than 64 MiB/],
    ['a size that is a lie', () => with_({ path: 'b/x', size: 2 ** 30 }), /is not a complete archive/],
    ['half of a gzip', () => gzipSync(with_()).subarray(0, 150), /is not a complete archive/],
    ['half of an xz', () => xz(with_()).subarray(0, 100), /is not a complete archive/],
    ['half of a tar', () => with_().subarray(0, 600), /is not a complete archive/],
    ['a header that was tampered with', () => broken(with_(), 3), /is not a complete archive/],
    [
      'a checksum of gzip that is wrong',
      () => broken(gzipSync(with_()), gzipSync(with_()).length - 6),
      /is not a complete/,
    ],
    ['a packed text', () => gzipSync('hello\n'), /is not a complete archive|contains no files/],
    ['nothing', () => gzipSync(Buffer.alloc(1024)), /is not a complete archive|contains no files/],
    ['an empty file', () => Buffer.alloc(0), /is not a \.tar\.gz, \.tar\.xz or \.tar/],
    ['a program', () => readFileSync(process.execPath).subarray(0, 4096), /is not a \.tar\.gz, \.tar\.xz or \.tar/],
    [
      'a manifest that names a file outside',
      () => tarOf(manifestEntry(naming('../../../../etc/passwd'))),
      /passwd is listed in manifest\.json, but missing/,
    ],
    [
      'a manifest that names a link to outside',
      () => tarOf(manifestEntry(naming('l')), link('/etc/passwd')),
      /l is listed in manifest\.json, but missing/,
    ],
    ['a manifest that is none', () => tarOf(manifestEntry('{"format":1}')), /is not a qdoctor\.bundle\/1 manifest/],
  ];

  test.each(hostile)('%s', async (_name, make, message) => {
    const said = await openedAndRun(fileOf(make()));
    expect(said).toMatch(message);
    expect(said).not.toMatch(/^printed/);
    expect(printable(said)).not.toMatch(/[\u001b\u0007]/);
  });
});

describe('a sosreport', () => {
  const recorded = (path: string) => readFileSync(join(packageRoot, 'test/recordings', path), 'utf8');
  const sos: readonly Entry[] = [
    { path: 'sosreport-net01/hostname', content: 'net01.example\n' },
    {
      path: 'sosreport-net01/sos_commands/networking/ip_-d_address',
      content: recorded('iproute2-6.1.0/ip-d-addr.txt'),
    },
    {
      path: 'sosreport-net01/sos_commands/networking/ip_route_show_table_all',
      content: recorded('iproute2-6.1.0/ip-route-table-all.txt'),
    },
    { path: 'sosreport-net01/sos_commands/networking/ip_netns', content: recorded('iproute2-6.1.0/ip-netns-list.txt') },
    {
      path: 'sosreport-net01/sos_commands/openvswitch/ovs-vsctl_-t_5_show',
      content: recorded('openvswitch-3.1.0/show.txt'),
    },
    { path: 'sosreport-net01/proc/sys/net/ipv4/ip_forward', content: '1\n' },
    { path: 'sosreport-net01/ip_addr', type: 'SymbolicLink', linkpath: 'sos_commands/networking/ip_-d_address' },
    { path: 'sosreport-net01/etc/mtab', type: 'SymbolicLink', linkpath: '/proc/self/mounts' },
  ];

  test.each([
    ['xz', xz],
    ['gzip', gzipSync],
  ])('packed with %s answers by the names of its commands', async (_name, packed) => {
    const host = await openArchive(fileOf(packed(tarOf(...sos))));
    expect([host.source, host.name]).toEqual(['sosreport', 'net01.example']);
    const commands = [
      'ip addr show',
      'ip netns list',
      'ovs-vsctl show',
      'cat /proc/sys/net/ipv4/ip_forward',
      'ip rule show',
    ];
    const results = await host.run(commands.map((command) => ({ argv: command.split(' ') as [string] })));
    expect(results.map(({ kind }) => kind)).toEqual(['exited', 'exited', 'exited', 'exited', 'not-recorded']);
    expect(results[3]).toMatchObject({ stdout: '1\n' });
  });

  const named = (name: string): readonly Entry[] =>
    sos.map((entry) =>
      entry.path === 'sosreport-net01/hostname'
        ? { ...entry, path: 'sosreport-net01/sos_commands/host/hostname', content: `${name}\n` }
        : entry,
    );

  test('is named by the file that its own link leads to', async () => {
    expect((await openArchive(fileOf(gzipSync(tarOf(...named('net02')))))).name).toBe('net02');
  });

  test('beside another in a folder or in an archive is one of several hosts', async () => {
    const collected = join(folder, 'collected');
    mkdirSync(collected);
    const packed = ['net02', 'net03'].map((name) => ({ name, content: gzipSync(tarOf(...named(name))) }));
    for (const { name, content } of packed) writeFileSync(join(collected, `sosreport-${name}.tar.gz`), content);
    expect((await openRecordings(collected)).map(({ name }) => name)).toEqual(['net02', 'net03']);
    const entries = packed.map(({ name, content }) => ({ path: `all/sosreport-${name}.tar.gz`, content }));
    const inArchive = await openRecordings(fileOf(gzipSync(tarOf(...entries))));
    expect(inArchive.map(({ name }) => name)).toEqual(['net02', 'net03']);
  });

  const foundIn = async (entries: readonly Entry[]) =>
    (await diagnosisOf(await openArchive(fileOf(xz(tarOf(...entries)))))).findings.map(({ check }) => check);

  test('is blamed for what it shows, and for nothing that is not in it', async () => {
    // Without what proves them whole: the first line of the switch, and lo.
    const proof = /^(?:[0-9a-f-]{36}\n|1: lo:[\s\S]*?(?=^2: ))/m;
    const cut = sos.map((entry) => ({
      ...entry,
      ...(entry.content && { content: `${entry.content}`.replace(proof, '') }),
    }));
    // The recorded switch has a port on 4095, and two whose devices it could not open: a VM's, and one of nobody's known.
    expect(await foundIn(cut)).toEqual(['port-dead-vlan', 'port-device-missing', 'switch-port-refused']);
  });

  test('that is whole is blamed for what is missing in it, too', async () => {
    // The tunnel of the recorded switch starts from an address of another host, and leads to no integration bridge.
    const tunnel = ['tunnel-patch-broken', 'tunnel-local-address-missing'];
    expect(await foundIn(sos)).toEqual(['port-dead-vlan', ...tunnel, 'port-device-missing', 'switch-port-refused']);
  });
});
