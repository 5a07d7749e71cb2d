import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as sea from 'node:sea';
import { fileURLToPath } from 'node:url';
import { scratchFolder } from './scratch.ts';

/** Whether this is the single executable, which has the package inside. */
const isExecutable = sea.isSea();

/** Where a package of the system has put the files, if they are those of this executable. */
const installed = isExecutable ? installedRoot() : undefined;

/** Whether the files of the package are there only as long as the program runs. */
export const isUnpacked = isExecutable && installed === undefined;

/** The package's own folder: two levels up from the sources, one more from the built files in dist/. */
export const packageRoot = isExecutable
  ? (installed ?? unpackedRoot())
  : findRoot(dirname(fileURLToPath(import.meta.url)));

export const version: string = (
  JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as { version: string }
).version;

/** The words that start this very qdoctor. */
export const ownCommand: readonly [string, ...string[]] = isExecutable
  ? [process.execPath]
  : [process.execPath, join(packageRoot, 'dist/src/cli.js')];

function findRoot(folder: string): string {
  try {
    readFileSync(join(folder, 'package.json'));
    return folder;
  } catch {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of qdoctor is missing');
    return findRoot(parent);
  }
}

function installedRoot(): string | undefined {
  const folder = join(dirname(process.execPath), '../share/qdoctor');
  try {
    return readFileSync(join(folder, 'build'), 'utf8') === sea.getAsset('build', 'utf8') ? folder : undefined;
  } catch {
    return undefined;
  }
}

function unpackedRoot(): string {
  const folder = scratchFolder();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const files = JSON.parse(sea.getAsset('files', 'utf8')) as Readonly<Record<string, string>>;
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), Buffer.from(content, 'base64'));
  }
  return folder;
}
