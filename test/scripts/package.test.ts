import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { controlOf } from '../../scripts/package/deb.ts';
import { foldersOf, layoutOf } from '../../scripts/package/layout.ts';
import { specOf } from '../../scripts/package/rpm.ts';
import { sbomOf } from '../../scripts/package/sbom.ts';

const layout = layoutOf({
  executable: 'program',
  files: { 'playbooks/full.yaml': 'full' },
  manPages: { 'qdoctor.1': 'page' },
  completions: { bash: 'b', zsh: 'z', fish: 'f' },
  units: { 'qdoctor.timer': 'timer' },
  conf: 'QDOCTOR_OPTIONS=',
  copyright: 'whose',
  changelog: 'what',
  playbooks: { 'ours.yaml': 'ours' },
  checkPages: { 'vlan.md': 'vlan' },
});
const input = { version: '1.2.3', architecture: 'amd64', description: 'finds faults', licence: 'Apache-2.0', layout };

test('what is installed has its place, its mode, and one part that is the user’s', () => {
  expect(layout['usr/bin/qdoctor']?.mode).toBe(0o755);
  expect(Object.keys(layout)).toContain('usr/share/man/man1/qdoctor.1.gz');
  expect(Object.keys(layout)).toContain('usr/share/doc/qdoctor/checks/vlan.md');
  expect(Object.keys(layout).filter((path) => layout[path]?.isConfiguration)).toEqual(['etc/qdoctor/qdoctor.conf']);
  expect(foldersOf(['usr/bin/qdoctor', 'usr/share/a'])).toEqual(['usr', 'usr/bin', 'usr/share']);
});

test('the control file of Debian has its fields and a description on 80 columns', () => {
  const control = controlOf(input);
  expect(control).toMatch(/^Package: qdoctor\nVersion: 1\.2\.3-1\nArchitecture: amd64\n/);
  expect(control).toContain(`\nInstalled-Size: ${Object.keys(layout).length}\n`);
  expect(control.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

test('the spec of RPM lists every file once, where its distributions have it', () => {
  const spec = specOf(input, 1_700_000_000);
  const files = [...spec.matchAll(/%attr\(\d+, root, root\) "([^"]+)"/g)].map(([, path]) => path);
  expect(new Set(files).size).toBe(Object.keys(layout).length);
  expect(files).toContain('/usr/lib/systemd/system/qdoctor.timer');
  const folders = ['/etc/qdoctor', '/usr/share/doc/qdoctor', '/usr/share/doc/qdoctor/checks', '/usr/share/qdoctor'];
  expect(spec.match(/(?<=%dir ")[^"]+/g)).toEqual(expect.arrayContaining(folders));
  expect(spec).not.toContain('%dir "/usr/share"');
  expect(spec).toMatch(/^\* Tue Nov 14 2023 .* - 1\.2\.3-1$/m);
  expect(spec).toContain('%config(noreplace) %attr(0644, root, root) "/etc/qdoctor/qdoctor.conf"');
});

describe('the bill of materials', () => {
  const integrity = `sha512-${createHash('sha512').update('a').digest('base64')}`;
  const facts = {
    name: 'qdoctor',
    version: '1.2.3',
    bundled: [
      'src/cli.ts',
      '../x/node_modules/@b/c/d.js',
      'node_modules/a/e.js',
      'node_modules/a/node_modules/@b/c/f.js',
    ],
    locked: {
      'node_modules/a': { version: '1.0.0', license: 'MIT', integrity },
      'node_modules/@b/c': { version: '2.0.0' },
      'node_modules/a/node_modules/@b/c': { version: '1.9.0' },
      'node_modules/unused': { version: '9.0.0' },
    },
    node: '20.20.2',
    time: 1_700_000_000,
    digest: 'd'.repeat(64),
  };

  test('names Node and each bundled package, and nothing else', () => {
    const { components, dependencies } = sbomOf(facts);
    const names = ['pkg:generic/node@20.20.2', 'pkg:npm/%40b/c@2.0.0', 'pkg:npm/a@1.0.0', 'pkg:npm/%40b/c@1.9.0'];
    expect(components.map(({ purl }) => purl)).toEqual(names);
    expect(dependencies[0]?.dependsOn).toEqual(names);
    expect(JSON.stringify(components)).toContain(createHash('sha512').update('a').digest('hex'));
  });

  test('is the same for the same, and refuses a package that is not locked', () => {
    expect(sbomOf(facts)).toEqual(sbomOf(facts));
    expect(sbomOf(facts).serialNumber).toMatch(
      /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(() => sbomOf({ ...facts, bundled: ['node_modules/z/a.js'] })).toThrow('node_modules/z');
  });
});
