import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { parse } from 'parse5';
import { afterAll, describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import { diagnoseFleet, type FleetOptions } from '../../src/app/fleet.ts';
import { openRecordings } from '../../src/host/recording.ts';
import { packageRoot } from '../../src/package.ts';
import { fleetFormats } from '../../src/report/fleet/formats.ts';
import { type FleetReport, fleetReportSchema } from '../../src/report/fleet/report.ts';
import type { RenderContext } from '../../src/report/formats/format.ts';
import { toJson } from '../../src/report/json.ts';
import { cloudMapSchema } from '../../src/report/map/cloud.ts';
import { silent } from '../../src/report/progress.ts';
import { type Report, reportSchema } from '../../src/report/report.ts';
import { cli, examined } from '../support/diagnosis.ts';

const folder = mkdtempSync(join(tmpdir(), 'qdoctor-fleet-'));
afterAll(() => rmSync(folder, { recursive: true }));

const recording = (name: string) => join(packageRoot, 'test/recordings', name);
const broken = recording('lab-neutron-wrong-tag.tar.gz');
const noOffer = join(packageRoot, 'recordings/no-offer');
/** Of a host without tunnels, years apart: nothing connects it with the other. */
const healthy = `${noOffer}/healed`;
const packed = recording('lab-neutron-ha.tar.gz');
const context: RenderContext = { hasColor: false, isVerbose: false, checks, width: 80 };

async function diagnosed(
  paths: readonly string[],
  options: Partial<FleetOptions> = {},
): Promise<{ readonly report: FleetReport; readonly exitCode: number }> {
  const interrupt = new AbortController().signal;
  const { report, exitCode } = await diagnoseFleet(
    { paths, missing: [], failOn: 'error', ...options },
    interrupt,
    silent,
  );
  return { report: fleetReportSchema.parse(JSON.parse(toJson(report))), exitCode };
}

const namesOf = ({ hosts }: FleetReport) => hosts.map(({ name, state }) => `${state} ${name.replace(/ .*/, '')}`);

/** A report without what differs from run to run. */
const lasting = (report: Report) => ({
  ...report,
  started: '',
  seconds: 0,
  checks: report.checks.map((check) => ({ ...check, ms: 0 })),
});

describe('each host of a fleet', () => {
  test.each([broken, packed, `${noOffer}/broken`])('has the report that it has alone: %s', async (path) => {
    const { report } = await diagnosed([path]);
    const [host] = await openRecordings(path);
    if (host === undefined) throw new Error(`no host in ${path}`);
    const alone = (await examined(host)).report;
    expect(report.hosts.map((one) => one.report && lasting(one.report))).toEqual([lasting(alone)]);
    expect(report.findings.map(({ check, cause, causedBy }) => ({ check, cause, causedBy }))).toEqual(
      alone.findings.map(({ check, cause, causedBy }) => ({ check, cause, causedBy })),
    );
  });

  test('has its findings in the list of all, with the host that they are on', async () => {
    const { report, exitCode } = await diagnosed([healthy, broken]);
    expect(exitCode).toBe(1);
    expect(report.verdict).toBe('failing');
    expect(report.findings.map(({ id, host, check, cause, causedBy }) => [id, host, check, cause, causedBy])).toEqual([
      ['F1', `lab (${broken})`, 'port-tag-wrong', 'root', []],
      ['F2', `lab (${broken})`, 'dhcp-discover-lost', 'consequence', ['F1']],
    ]);
    expect(report.layers.find(({ id }) => id === 'vlan')?.verdict).toBe('fail');
  });
});

describe('the recordings of a fleet are found', () => {
  test('in a folder of bundles, of folders, and of both', async () => {
    const mixed = join(folder, 'mixed');
    mkdirSync(join(mixed, 'deeper'), { recursive: true });
    cpSync(broken, join(mixed, 'deeper/one.tar.gz'));
    cpSync(`${noOffer}/broken`, join(mixed, 'two'), { recursive: true });
    writeFileSync(join(mixed, 'notes.txt'), 'Collected on Monday.\n');
    const { report } = await diagnosed([mixed]);
    expect(report.hosts.map(({ recording: path }) => path)).toEqual([
      join(mixed, 'deeper/one.tar.gz'),
      join(mixed, 'two'),
    ]);
  });

  test('in folders of saved outputs, one for each host', async () => {
    const saved = join(folder, 'saved');
    for (const host of ['net01', 'cmp01']) {
      mkdirSync(join(saved, host), { recursive: true });
      cpSync(recording('blog-post/ovs-vsctl_show'), join(saved, host, 'ovs-vsctl_show'));
    }
    const { report } = await diagnosed([saved]);
    expect(namesOf(report)).toEqual(['diagnosed cmp01', 'diagnosed net01']);
    expect(report.hosts.map((host) => host.report?.host.source)).toEqual(['directory', 'directory']);
  });

  test('as several hosts in one archive', async () => {
    const several = join(folder, 'several');
    for (const host of ['net01', 'cmp01']) {
      mkdirSync(join(several, host), { recursive: true });
      cpSync(recording('lab-neutron-text/shown/ovs-vsctl_show'), join(several, host, 'ovs-vsctl_show'));
    }
    const archive = join(folder, 'several.tar.gz');
    expect(spawnSync('tar', ['-czf', archive, '-C', folder, 'several']).status).toBe(0);
    const { report } = await diagnosed([archive]);
    expect(namesOf(report)).toEqual(['diagnosed cmp01', 'diagnosed net01']);
  });
});

describe('archives of several hosts', () => {
  const cloud = recording('lab-cloud');
  const collected = join(folder, 'collected.tar');
  expect(spawnSync('tar', ['-cf', collected, '-C', recording('.'), 'lab-cloud']).status).toBe(0);

  test('in one archive, as sos collect packs them, are hosts of one cloud', async () => {
    const { report } = await diagnosed([collected]);
    expect(namesOf(report)).toEqual(['diagnosed cmp1', 'diagnosed cmp2', 'diagnosed net1']);
    expect(report.verdict).toBe('healthy');
  });

  test('with one that is damaged are refused with its name', async () => {
    const broken = join(folder, 'with-damaged');
    cpSync(cloud, broken, { recursive: true });
    writeFileSync(join(broken, 'cmp2.tar.gz'), readFileSync(join(cloud, 'cmp2.tar.gz')).subarray(0, 5000));
    const archive = join(folder, 'with-damaged.tar');
    expect(spawnSync('tar', ['-cf', archive, '-C', folder, 'with-damaged']).status).toBe(0);
    await expect(diagnosed([archive])).rejects.toThrow(/with-damaged\.tar\/cmp2\.tar\.gz is not a complete archive/);
  });

  test.each([cloud, collected])('given to --from are diagnosed as one cloud: %s', (path) => {
    const [node, ...words] = cli;
    const run = (...more: readonly string[]) =>
      spawnSync(node, [...words, '--ci', '--quiet', '--from', path, ...more], { encoding: 'utf8' });
    expect(run().stdout).toMatch(/^HEALTHY {2}3 hosts: 3 healthy/);
    // A format that shows one host shows each.
    expect(run('--format', 'jsonl').stdout).not.toContain('qdoctor.fleet/1');
  });
});

describe('the map of several hosts', () => {
  const [node, ...words] = cli;
  const map = (format: string, path = recording('lab-cloud')) =>
    spawnSync(node, [...words, 'map', '--from', path, '--format', format], { encoding: 'utf8' });

  test('has them, the tunnels between them, and what of each network is on which', () => {
    const { status, stdout } = map('json');
    const { hosts, tunnels, elsewhere } = cloudMapSchema.parse(JSON.parse(stdout));
    expect([status, elsewhere]).toEqual([0, []]);
    expect(hosts.map(({ name, addresses }) => [name, ...addresses])).toEqual([
      ['cmp1', '198.18.0.12'],
      ['cmp2', '198.18.0.13'],
      ['net1', '198.18.0.11'],
    ]);
    expect(tunnels.map(({ from, to, type, isMutual }) => [from, to, type, isMutual])).toEqual([
      ['cmp1', 'net1', 'vxlan', true],
      ['cmp1', 'cmp2', 'vxlan', true],
      ['cmp2', 'net1', 'vxlan', true],
    ]);
    const [network] = hosts.find(({ name }) => name === 'cmp2')?.networks ?? [];
    expect(network).toMatchObject({ vms: 1, routers: [], hasDhcpServer: false });
  });

  test('is a page of text, and a picture', () => {
    expect(map('text').stdout).toMatch(/^HOST .*LOCAL_IP.*\n[\s\S]*cmp1 <-> cmp2[\s\S]*net1 \(router, DHCP\)/);
    expect(map('dot').stdout).toMatch(/^digraph cloud \{\n[\s\S]*h0 -> h1 \[label="vxlan", dir=both\];/);
    expect(map('mermaid').stdout).toMatch(/^flowchart LR\n[\s\S]*h0 <-->\|"vxlan"\| h1/);
    const svg = map('svg').stdout;
    expect(new XMLParser().parse(svg, true)).toHaveProperty('svg');
    expect(svg.match(/<line /g)).toHaveLength(3);
  });
});

describe('a host that cannot be diagnosed is a line of the report', () => {
  const damaged = join(folder, 'damaged.tar.gz');
  writeFileSync(damaged, readFileSync(packed).subarray(0, 5000));

  test('whose recording is damaged', async () => {
    const { report, exitCode } = await diagnosed([healthy, damaged]);
    expect(report.hosts.map(({ state, reason }) => [state, reason?.includes('not a complete archive')])).toEqual([
      ['diagnosed', undefined],
      ['unreadable', true],
    ]);
    expect([report.verdict, exitCode]).toEqual(['incomplete', 3]);
  });

  test('that there is no recording of', async () => {
    const { report, exitCode } = await diagnosed([healthy], { missing: [{ name: 'cmp03', reason: 'unreachable' }] });
    expect(namesOf(report)).toEqual(['diagnosed lab', 'missing cmp03']);
    expect([report.verdict, exitCode]).toEqual(['incomplete', 3]);
    const text = fleetFormats[0]?.render(report, context);
    expect(text).toContain('cmp03: no recording: unreachable');
  });

  test('of which there is a newer recording', async () => {
    const older = join(folder, 'older');
    cpSync(`${noOffer}/healed`, older, { recursive: true });
    const manifest = join(older, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/"recorded": "\d+/, '"recorded": "2001'));
    const { report } = await diagnosed([older, `${noOffer}/healed`]);
    expect(report.hosts.map(({ state, recording: path }) => [state, path])).toEqual([
      ['diagnosed', `${noOffer}/healed`],
      ['superseded', older],
    ]);
  });

  test('but where no recording at all can be read, the call is wrong', async () => {
    await expect(diagnosed([damaged])).rejects.toThrow('not a complete archive');
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    await expect(diagnosed([empty])).rejects.toThrow('no recording found');
    await expect(diagnosed([healthy, join(folder, 'nowhere')])).rejects.toThrow('no such file or folder');
  });
});

describe('as a report', () => {
  const hostile = `</pre><script>alert("1")</script>'&|\u001b[31m\u202e`;

  test.each(fleetFormats.map((format) => [format.name, format] as const))(
    '%s: hosts, root causes and what was not diagnosed; nothing raw',
    async (_name, format) => {
      const { report } = await diagnosed([healthy, broken], { missing: [{ name: 'cmp03', reason: hostile }] });
      const strange = fleetReportSchema.parse(
        JSON.parse(JSON.stringify(report).replaceAll('"lab"', JSON.stringify(hostile))),
      );
      const page = format.render(strange, context);
      expect(page).toContain('port-tag-wrong');
      expect(page).toContain('cmp03');
      expect(page).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    },
  );

  test('html leads from the table and each root cause to the report of its host, and runs no script', async () => {
    const { report } = await diagnosed([healthy, broken]);
    const page = fleetFormats.find(({ name }) => name === 'html')?.render(report, context) ?? '';
    expect(() => parse(page)).not.toThrow();
    expect(page).not.toContain('<script');
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    expect(links.length).toBe(3);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
    expect(reportSchema.safeParse(report.hosts[0]?.report).success).toBe(true);
  });

  test('the command line prints it, and ends with its exit code', () => {
    const [node, ...words] = cli;
    const run = (...more: readonly string[]) => spawnSync(node, [...words, 'fleet', ...more], { encoding: 'utf8' });
    const { status, stdout, stderr } = run('--quiet', healthy, broken, '--missing', 'cmp03=unreachable');
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^FAILING {2}3 hosts: 1 failing, 1 healthy, 1 not diagnosed; 1 root cause/);
    const wrong = run(join(folder, 'nowhere'));
    expect([wrong.status, wrong.stdout]).toEqual([2, '']);
    expect(run(healthy, '--missing', 'cmp03').stderr).toMatch(/^qdoctor: .*Give HOST=REASON: cmp03=unreachable\.\n$/);
  });
});
