import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { filesOfArchive } from '../../src/host/archive.ts';
import { manifestName, openBundle } from '../../src/host/bundle.ts';
import { isCleanedText } from '../../src/host/cleaned.ts';
import { filesOfFolder, isSosreport, type RecordedFiles } from '../../src/host/recorded-files.ts';
import { hostOfSosreport, savedHosts } from '../../src/host/saved/hosts.ts';
import { packageRoot } from '../../src/package.ts';
import { faults, randomFrom, withFault } from '../excerpts/cuts.ts';
import { vm1 } from '../support/lab-names.ts';
import { diagnosisOf } from '../support/recorded-host.ts';
import { foundIn } from '../support/saved-folder.ts';
import { SosClean } from '../support/sos-clean.ts';

/* What `sos clean` has changed is never called a fault, and what it leaves as it was is found. */

const filesOf = (texts: ReadonlyMap<string, string>): RecordedFiles => ({
  name: 'report',
  paths: new Set(texts.keys()),
  read: (path) => (texts.has(path) ? Buffer.from(texts.get(path) ?? '') : undefined),
});

const errorsOf = ({ findings }: Awaited<ReturnType<typeof diagnosisOf>>): readonly string[] =>
  findings.flatMap(({ severity, cause, check, summary }) =>
    severity === 'error' && cause === 'root' ? [`${check}: ${summary}`] : [],
  );

/** Saved outputs as a report of sos has them: each in the folder of a plugin, copies of files in their places. */
const asReport = (texts: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...texts].map(([name, text]) => [name.includes('/') ? name : `sos_commands/networking/${name}`, text]));

/** In an order that its workers may have taken the files in. */
function cleaned(texts: ReadonlyMap<string, string>, seed: number): Map<string, string> {
  const sos = new SosClean();
  if (seed === 0) return new Map(sos.files(texts));
  const random = randomFrom(seed);
  const order = [...texts].map((entry) => [random(), entry] as const).toSorted(([one], [other]) => one - other);
  return new Map(order.map(([, [name, text]]) => [name, sos.text(text)]));
}

describe('the map itself', () => {
  test('keeps a network and the order in which addresses are seen', () => {
    const sos = new SosClean();
    expect(sos.text('inet 10.1.2.30/24 brd 10.1.2.255 scope global eth0')).toBe(
      'inet 100.0.0.1/24 brd 100.0.0.255 scope global eth0',
    );
    expect(sos.text('inet 10.1.9.1/24')).toBe('inet 101.0.0.1/24');
  });

  test('parts an address from itself, and joins it with another', () => {
    const sos = new SosClean();
    expect(sos.text('via 203.0.113.9')).toBe('via 172.17.0.1');
    expect(sos.text('inet 10.1.2.30/24')).toBe('inet 100.0.0.1/24');
    expect(sos.text('via 10.1.2.3')).toBe('via 100.0.0.1');
    expect(sos.text('-s 10.1.2.30/32')).toBe('-s 100.0.0.2/24');
    expect(sos.text('inet 203.0.113.9/24')).toBe('inet 101.0.0.1/24');
  });

  test('leaves what tells of nobody', () => {
    const text = 'inet 127.0.0.1/8 169.254.169.254/16 0.0.0.0/0 255.255.255.0 brd ff:ff:ff:ff:ff:ff';
    expect(new SosClean().text(text)).toBe(text);
  });

  test('numbers MACs, and writes them in small letters', () => {
    const sos = new SosClean();
    expect(sos.text('link/ether FA:16:3e:00:00:01')).toBe('link/ether 53:4f:53:00:00:01');
    for (let count = 2; count < 12; count += 1) sos.text(`fa:16:3e:00:00:${String(count).padStart(2, '0')}`);
    expect(sos.text('fa:16:3e:aa:00:00')).toBe('53:4f:53:00:00:0d');
  });
});

describe('recognised', () => {
  test.each([
    ['a MAC', 'link/ether 53:4f:53:00:00:1a brd ff:ff:ff:ff:ff:ff', true],
    ['a link-local address', 'inet6 fe80::5054:ff:fe12:3456 534f:53ff:fe00:0001', true],
    ['a domain', 'host0.obfuscateddomain1.com', true],
    ['two networks', '100.0.0.0/24 dev eth0\n101.0.0.0/24 dev eth1', true],
    ['one network', '100.0.0.0/24 dev eth0', false],
    ['a longer row of bytes', 'ab:53:4f:53:00:00:1a', false],
    ['a word', 'the config is obfuscated', false],
    ['other addresses', '10.101.0.0/24 10.100.0.0/24', false],
  ])('%s', (_, text, isCleaned) => {
    expect(isCleanedText(text)).toBe(isCleaned);
  });

  test.each([
    ['the manifest of the steps', { 'sos_reports/manifest.json': '{"components": {"cleaner": {"a": {}}}}' }],
    ['any output', { 'sos_commands/networking/ip_neigh': '100.0.0.3 dev eth0 lladdr 53:4f:53:00:00:02 STALE\n' }],
  ])('by %s', (_, files) => {
    const host = hostOfSosreport(
      filesOf(new Map(Object.entries({ 'sos_commands/networking/ip_route': '', ...files }))),
    );
    expect(host.isCleaned()).toBe(true);
  });

  test('in a pasted text', () => {
    const text = 'root@net01:~# ip -o link\n2: eth0: <BROADCAST,UP> mtu 1500 \\    link/ether 53:4f:53:00:00:01\n';
    expect(savedHosts(filesOf(new Map([['a.txt', text]]))).map((host) => host.isCleaned())).toEqual([true]);
  });

  test('not where nothing tells it', () => {
    expect(hostOfSosreport(filesOf(asReport(withFault(undefined)))).isCleaned()).toBe(false);
  });
});

/** What drops is told by rules, and those by addresses; the network of a VM by its line in a host file, which has one, too. */
const unnamed: ReadonlySet<string> = new Set(['router-filter-drops', 'port-tag-wrong']);

const seeds = Array.from({ length: 8 }, (_, seed) => seed);

describe('saved outputs', () => {
  test.each(seeds)('of a healthy host, cleaned in order %i', async (seed) => {
    const files = filesOf(cleaned(asReport(withFault(undefined)), seed));
    expect(isSosreport(files)).toBe(true);
    const diagnosis = await diagnosisOf(hostOfSosreport(files));
    expect(foundIn(diagnosis)).toEqual([]);
    expect(diagnosis.verdict).toBe('incomplete');
  });

  test.each(faults.map((fault) => [fault.check, fault] as const))('with %s', async (check, fault) => {
    for (const seed of seeds.slice(0, 3)) {
      const host = hostOfSosreport(filesOf(cleaned(asReport(withFault(fault)), seed)));
      const errors = errorsOf(await diagnosisOf(host)).map((line) => line.replace(/:.*/s, ''));
      expect(errors).toEqual(unnamed.has(check) ? [] : [check]);
    }
  });
});

/** More faults, each a change of one output: none of them needs an address to be seen. */
const states: readonly (readonly [check: string, file: string, change: (text: string) => string])[] = [
  ['hybrid-tap-unbridged', 'brctl_show', (text) => text.replace(`\n\t\t\t\t\t\t\t${vm1.tap}`, '')],
  [
    'hybrid-bridge-down',
    'ifconfig_-a',
    (text) => text.replace(`${vm1.qbr}: flags=4163<UP,`, `${vm1.qbr}: flags=4098<`),
  ],
  ['hybrid-tap-down', 'ifconfig_-a', (text) => text.replace(`${vm1.tap}: flags=4163<UP,`, `${vm1.tap}: flags=4098<`)],
  ['vm-port-missing', 'ovs-vsctl_show', withoutPort(vm1.qvo)],
  ['external-patch-missing', 'ovs-vsctl_show', withoutPort('phy-br-ex')],
];

function withoutPort(name: string): (text: string) => string {
  return (text) => text.replace(new RegExp(`^ {8}Port ${name}\\n(?: {12}.*\\n)+`, 'm'), '');
}

test.each(states)('%s is named as if nothing had been cleaned', async (check, file, change) => {
  const texts = withFault(undefined);
  const changed = asReport(new Map([...texts, [file, change(texts.get(file) ?? '')]]));
  const rootsOf = async (files: ReadonlyMap<string, string>) =>
    (await diagnosisOf(hostOfSosreport(filesOf(files)))).findings.flatMap((one) =>
      one.cause === 'root' ? one.check : [],
    );
  expect(await rootsOf(changed)).toEqual([check]);
  for (const seed of seeds.slice(0, 4)) expect(await rootsOf(cleaned(changed, seed))).toEqual([check]);
});

const bytesOf = (text: string | undefined): Buffer | undefined => (text === undefined ? undefined : Buffer.from(text));

const recordings = [
  ['recordings/no-offer/broken', ['dhcp-server-not-running']],
  ['recordings/no-offer/healed', []],
  ['test/recordings/lab-neutron-healthy', []],
  ['test/recordings/lab-neutron-wrong-tag.tar.gz', ['port-tag-wrong']],
  ...['ha', 'dvr', 'native-firewall', 'linux-bridge', 'uplink', 'veth', 'kolla'].map(
    (kind) => [`test/recordings/lab-neutron-${kind}.tar.gz`, []] as const,
  ),
] as const;

describe('a recording whose outputs were cleaned', () => {
  test.each(recordings)('%s', async (path, expected) => {
    const full = join(packageRoot, path);
    const files = path.endsWith('.gz') ? await filesOfArchive(full) : filesOfFolder(full);
    const { files: _, ...manifest } = JSON.parse(files.read(manifestName)?.toString('utf8') ?? '');
    const others = [...files.paths].filter((name) => name !== manifestName);
    const isCapture = (name: string) => name.startsWith('captures/');
    const texts = new Map(others.filter((name) => !isCapture(name)).map((name) => [name, String(files.read(name))]));
    for (const seed of seeds.slice(0, 4)) {
      const changed = cleaned(texts, seed).set(manifestName, JSON.stringify(manifest));
      const host = openBundle({ ...files, read: (name) => bytesOf(changed.get(name)) ?? files.read(name) });
      const errors = errorsOf(await diagnosisOf(host));
      expect(errors.map((line) => (expected.length === 0 ? line : line.replace(/:.*/s, '')))).toEqual(expected);
    }
  });
});
