// An RPM package from a layout, by rpmbuild: the same bytes from the same content and time.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { foldersOf, type Layout, maintainer } from './layout.ts';

/** Where Fedora's family keeps what Debian has elsewhere. */
const moved: readonly (readonly [RegExp, string])[] = [
  [/^lib\/systemd\/system\//, 'usr/lib/systemd/system/'],
  [/^usr\/share\/zsh\/vendor-completions\//, 'usr/share/zsh/site-functions/'],
];

const pathOf = (path: string): string => moved.reduce((text, [from, to]) => text.replace(from, to), path);

interface PackageInput {
  readonly version: string;
  /** As rpm calls it. */
  readonly architecture: string;
  readonly description: string;
  readonly licence: string;
  readonly layout: Layout;
}

/** The folders that nobody else owns: what rpm doesn't know as the package's own it leaves behind. */
const ownFolders = (layout: Layout): readonly string[] =>
  foldersOf(Object.keys(layout).map(pathOf)).filter((folder) => folder.split('/').includes('qdoctor'));

/** `time`: that of the package, in seconds since 1970. */
export function specOf({ version, layout, description, licence }: PackageInput, time: number): string {
  const files = Object.entries(layout).map(([path, { mode, isConfiguration }]) => {
    const kind = isConfiguration ? '%config(noreplace) ' : '';
    return `${kind}%attr(${mode.toString(8).padStart(4, '0')}, root, root) "/${pathOf(path)}"`;
  });
  return `%global debug_package %{nil}
%global __strip /bin/true
%global __brp_mangle_shebangs /bin/true
%global _build_id_links none
%global _buildhost localhost
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _binary_payload w6.xzdio

Name: qdoctor
Version: ${version}
Release: 1
Summary: ${description}
License: ${licence}
Packager: ${maintainer}
Recommends: iproute, openvswitch, tcpdump, iptables

%description
It reads the namespaces, Open vSwitch and its flows, dnsmasq and iptables of a
host of OpenStack Neutron or Quantum, follows real packets from hop to hop, and
names the layer that fails and the root cause, with the exact fix.

%preun
if [ $1 = 0 ] && [ -d /run/systemd/system ]; then
  systemctl --no-reload disable --now qdoctor.timer >/dev/null 2>&1 || :
fi

%postun
if [ $1 = 0 ]; then
  rm -rf /var/lib/qdoctor
  if [ -d /run/systemd/system ]; then systemctl daemon-reload >/dev/null 2>&1 || :; fi
fi

%files
${ownFolders(layout)
  .map((folder) => `%dir "/${folder}"`)
  .join('\n')}
${files.join('\n')}

%changelog
* ${new Date(time * 1000).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) .*/, '$1 $3 $2 $4')} ${maintainer} - ${version}-1
- Packaged by npm run package.
`;
}

export function writeRpm(input: PackageInput, work: string, target: string, time: number): void {
  rmSync(work, { recursive: true, force: true });
  const root = join(work, 'root');
  for (const [path, { content, mode }] of Object.entries(input.layout)) {
    const file = join(root, pathOf(path));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
    chmodSync(file, mode);
    utimesSync(file, time, time);
  }
  writeFileSync(join(work, 'qdoctor.spec'), specOf(input, time));
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(time) };
  const places = [
    ['_topdir', work],
    ['_rpmdir', join(work, 'out')],
    ['_dbpath', join(work, 'db')],
  ];
  const defines = places.flatMap((words) => ['--define', words.join(' ')]);
  const words = [
    '-bb',
    '--quiet',
    '--target',
    input.architecture,
    '--buildroot',
    root,
    '--noclean',
    ...defines,
    join(work, 'qdoctor.spec'),
  ];
  execFileSync('rpmbuild', words, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const made = readdirSync(join(work, 'out'), { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('.rpm'),
  );
  if (made === undefined) throw new Error('rpmbuild made no package');
  copyFileSync(join(work, 'out', made), target);
}
