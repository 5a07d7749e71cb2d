// `npm run package`: an executable for Linux x64 and one for arm64 that need no Node, .deb and .rpm of them where their tools
// are, checksums and a bill of materials, in packages/. The same commit gives the same bytes.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDeb } from './package/deb.ts';
import { bundleProgram, nodeForArm, writeExecutable } from './package/executable.mjs';
import { layoutOf } from './package/layout.ts';
import { writeRpm } from './package/rpm.ts';
import { sbomOf } from './package/sbom.ts';

if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('packages are built on Linux x64');

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'packages');
const work = join(out, '.work');
const read = (path) => readFileSync(join(root, path));
const { name, version, license } = JSON.parse(read('package.json'));
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
const time = Number(process.env.SOURCE_DATE_EPOCH ?? git('log', '-1', '--format=%ct'));
const isThere = (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0;
const say = (line) => console.error(`package: ${line}`);

rmSync(out, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const { files, bundled, blob } = await bundleProgram(root, work);
const nameFor = (processor) => `${name}-${version}-linux-${processor}`;
const processors = [
  { processor: 'x64', debian: 'amd64', rpm: 'x86_64', node: process.execPath },
  { processor: 'arm64', debian: 'arm64', rpm: 'aarch64', node: nodeForArm(work) },
].filter(({ processor, node }) => {
  say(node === undefined ? `no ${nameFor(processor)}: its Node cannot be had` : nameFor(processor));
  return node !== undefined;
});
for (const { processor, node } of processors) await writeExecutable(node, blob, join(out, nameFor(processor)));
const target = join(out, nameFor('x64'));

const completion = (shell) => execFileSync(target, ['completion', shell]);
const folder = (path) =>
  Object.fromEntries(
    readdirSync(join(root, path))
      .sort()
      .map((file) => [file, read(join(path, file))]),
  );
const { 'qdoctor.conf': conf, copyright, ...units } = folder('scripts/package/files');
const contents = {
  files,
  manPages: folder('man'),
  completions: Object.fromEntries(['bash', 'zsh', 'fish'].map((shell) => [shell, completion(shell)])),
  units,
  conf,
  copyright,
  changelog: read('CHANGELOG.md'),
  playbooks: folder('docs/playbooks'),
  checkPages: folder('docs/checks'),
};
const summary = 'names the failing layer and root cause on Neutron hosts';
for (const { processor, debian, rpm } of processors) {
  const layout = layoutOf({ ...contents, executable: readFileSync(join(out, nameFor(processor))) });
  const input = { version, layout, description: summary, licence: license };
  const packages = [
    ['dpkg-deb', `${name}_${version}-1_${debian}.deb`, debian, writeDeb],
    ['rpmbuild', `${name}-${version}-1.${rpm}.rpm`, rpm, writeRpm],
  ];
  for (const [tool, file, architecture, write] of packages) {
    say(isThere(tool) ? file : `no ${file}: ${tool} is missing`);
    if (isThere(tool)) write({ ...input, architecture }, join(work, tool), join(out, file), time);
  }
}

const digestOf = (file) =>
  createHash('sha256')
    .update(readFileSync(join(out, file)))
    .digest('hex');
const { packages: locked } = JSON.parse(read('package-lock.json'));
const node = process.version.slice(1);
const sbom = sbomOf({ name, version, bundled, locked, node, time, digest: digestOf(nameFor('x64')) });
writeFileSync(join(out, `${name}-${version}.cdx.json`), `${JSON.stringify(sbom, null, 2)}\n`);
rmSync(work, { recursive: true });
const made = readdirSync(out).sort();
writeFileSync(join(out, 'SHA256SUMS'), made.map((file) => `${digestOf(file)}  ${file}\n`).join(''));
say(`in packages/: ${[...made, 'SHA256SUMS'].join(', ')}`);
