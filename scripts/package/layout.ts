// What a package of the system installs, for every kind of package: paths below / with their content and mode.
import { gzipSync } from 'node:zlib';

/** Packages ask for an address: RFC 2606 keeps this one free, as the project has none. */
export const maintainer = 'qdoctor developers <qdoctor@project.invalid>';

export type Content = string | Uint8Array;

interface InstalledFile {
  readonly content: Content;
  readonly mode: number;
  /** The user's to edit: an upgrade leaves it as it is. */
  readonly isConfiguration?: true;
}

/** By path below /. */
export type Layout = Readonly<Record<string, InstalledFile>>;

type Folder = Readonly<Record<string, Content>>;

interface LayoutInput {
  readonly executable: Content;
  /** What it holds inside, for who looks for it. */
  readonly files: Folder;
  readonly manPages: Folder;
  readonly completions: Readonly<Record<'bash' | 'zsh' | 'fish', Content>>;
  readonly units: Folder;
  readonly conf: Content;
  readonly copyright: Content;
  readonly changelog: Content;
  readonly playbooks: Folder;
  readonly checkPages: Folder;
}

export function layoutOf({
  executable,
  files,
  manPages,
  completions,
  units,
  conf,
  copyright,
  changelog,
  playbooks,
  checkPages,
}: LayoutInput): Layout {
  return {
    'usr/bin/qdoctor': { content: executable, mode: 0o755 },
    ...plain('usr/share/qdoctor', files),
    ...plain(
      'usr/share/man/man1',
      Object.fromEntries(Object.entries(manPages).map(([name, text]) => [`${name}.gz`, packed(text)])),
    ),
    'usr/share/bash-completion/completions/qdoctor': { content: completions.bash, mode: 0o644 },
    'usr/share/zsh/vendor-completions/_qdoctor': { content: completions.zsh, mode: 0o644 },
    'usr/share/fish/vendor_completions.d/qdoctor.fish': { content: completions.fish, mode: 0o644 },
    ...plain('lib/systemd/system', units),
    ...plain('usr/share/doc/qdoctor', { copyright, 'changelog.gz': packed(changelog) }),
    ...plain('usr/share/doc/qdoctor/examples', playbooks),
    // Where reports on a terminal link to.
    ...plain('usr/share/doc/qdoctor/checks', checkPages),
    'etc/qdoctor/qdoctor.conf': { content: conf, mode: 0o644, isConfiguration: true },
  };
}

/** Without a name and a time: the same from the same. */
export const packed = (text: Content): Uint8Array => gzipSync(text, { level: 9 });

const plain = (folder: string, contents: Folder): Layout =>
  Object.fromEntries(
    Object.entries(contents).map(([name, content]) => [`${folder}/${name}`, { content, mode: 0o644 }]),
  );

/** The folders that the paths need, outermost first. */
export const foldersOf = (paths: readonly string[]): readonly string[] =>
  [
    ...new Set(
      paths.flatMap((path) =>
        path
          .split('/')
          .slice(0, -1)
          .map((_, index, parts) => parts.slice(0, index + 1).join('/')),
      ),
    ),
  ].sort();
