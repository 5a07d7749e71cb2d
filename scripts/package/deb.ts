// A Debian package from a layout, by dpkg-deb: the same bytes from the same content and time.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldersOf, type Layout, maintainer, packed } from './layout.ts';

interface PackageInput {
  readonly version: string;
  /** As Debian calls it. */
  readonly architecture: string;
  readonly description: string;
  readonly layout: Layout;
}

export function controlOf({ version, architecture, layout, description }: PackageInput): string {
  const kibibytes = Object.values(layout).reduce((sum, { content }) => sum + Math.ceil(content.length / 1024), 0);
  return `Package: qdoctor
Version: ${version}-1
Architecture: ${architecture}
Maintainer: ${maintainer}
Installed-Size: ${kibibytes}
Depends: libc6 (>= 2.28), libstdc++6, libgcc-s1
Recommends: iproute2, openvswitch-switch, tcpdump, iptables
Suggests: openssh-client
Section: net
Priority: optional
Description: ${description}
 It reads the namespaces, Open vSwitch and its flows, dnsmasq and iptables of a
 host of OpenStack Neutron or Quantum, follows real packets from hop to hop, and
 names the layer that fails and the root cause, with the exact fix.
 .
 It never changes anything unless it is told to.
`;
}

/** Debian's own changelog: of the package, not of the program. */
const debianChangelog = (
  { version }: PackageInput,
  time: number,
): string => `qdoctor (${version}-1) unstable; urgency=medium

  * Packaged by npm run package.

 -- ${maintainer}  ${new Date(time * 1000).toUTCString().replace('GMT', '+0000')}
`;

/** What lintian minds of Node's own executable, which is taken as its makers built it, and of a package outside of Debian. */
const overrides = [
  'embedded-library',
  'unstripped-binary-or-object',
  'hardening-no-pie',
  'initial-upload-closes-no-bugs',
];

/** Its timer, once somebody enabled it, ends with the package. */
const beforeRemoval = `#!/bin/sh
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  deb-systemd-invoke stop qdoctor.timer qdoctor.service >/dev/null || true
fi
`;

/** What it wrote itself: the figures of its service, the logs of fixes. */
const afterRemoval = `#!/bin/sh
set -e
if [ "$1" = remove ]; then
  rm -f /etc/systemd/system/timers.target.wants/qdoctor.timer
fi
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl --system daemon-reload >/dev/null || true
fi
if [ "$1" = purge ]; then
  rm -rf /var/lib/qdoctor /var/log/qdoctor
fi
`;

/** `time`: seconds since 1970; nothing in the package is newer or older. */
export function writeDeb(input: PackageInput, work: string, target: string, time: number): void {
  const layout: Layout = {
    ...input.layout,
    'usr/share/doc/qdoctor/changelog.Debian.gz': { content: packed(debianChangelog(input, time)), mode: 0o644 },
    'usr/share/lintian/overrides/qdoctor': {
      content: overrides.map((tag) => `qdoctor: ${tag} *\n`).join(''),
      mode: 0o644,
    },
  };
  rmSync(work, { recursive: true, force: true });
  const paths = Object.keys(layout).sort();
  const configured = paths.filter((path) => layout[path]?.isConfiguration);
  const sums = paths
    .filter((path) => !configured.includes(path))
    .map(
      (path) =>
        `${createHash('md5')
          .update(layout[path]?.content ?? '')
          .digest('hex')}  ${path}\n`,
    );
  const all: Layout = {
    ...layout,
    'DEBIAN/control': { content: controlOf({ ...input, layout }), mode: 0o644 },
    'DEBIAN/md5sums': { content: sums.join(''), mode: 0o644 },
    'DEBIAN/prerm': { content: beforeRemoval, mode: 0o755 },
    'DEBIAN/postrm': { content: afterRemoval, mode: 0o755 },
    'DEBIAN/conffiles': { content: configured.map((path) => `/${path}\n`).join(''), mode: 0o644 },
  };
  const folders = foldersOf(Object.keys(all));
  for (const folder of folders) mkdirSync(join(work, folder), { recursive: true, mode: 0o755 });
  for (const [path, { content, mode }] of Object.entries(all)) {
    writeFileSync(join(work, path), content);
    chmodSync(join(work, path), mode);
    utimesSync(join(work, path), time, time);
  }
  for (const folder of ['', ...folders].reverse()) {
    chmodSync(join(work, folder), 0o755);
    utimesSync(join(work, folder), time, time);
  }
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(time) };
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z6', '--build', work, target], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
