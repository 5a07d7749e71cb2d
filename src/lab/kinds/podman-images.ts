import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type Argv, runProcess } from '../../host/process.ts';
import type { LabKind } from '../model.ts';
import { saidBy } from '../words.ts';

/*
 * The images of a lab's containers: one system made of Debian's packages, under the names that kolla-ansible has for it. It
 * is made once and kept in a store of Podman, of which labs read only.
 */

export const imageOf = (name: string): string => `quay.io/openstack.kolla/${name}:2024.1-debian-bookworm`;

const imageNames = [
  'openvswitch-db-server',
  'openvswitch-vswitchd',
  'neutron-openvswitch-agent',
  'neutron-l3-agent',
  'neutron-dhcp-agent',
  'neutron-metadata-agent',
  'nova-api',
] as const;

/** What kolla's images of Neutron and Open vSwitch are made of, as far as a lab uses it. */
const packages = [
  ...['openvswitch-switch', 'iproute2', 'iptables', 'ebtables', 'ipset', 'conntrack', 'nftables', 'ethtool', 'tcpdump'],
  ...['dnsmasq-base', 'dnsmasq-utils', 'haproxy', 'keepalived', 'procps', 'iputils-ping', 'iputils-arping'],
];

const left = ['doc', 'man', 'locale', 'info'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`);

const tools = ['podman', 'crun', 'conmon'];
const builders = ['mmdebstrap'];

/** Where the store is, by what it is made of: another list of packages makes another one. */
export function storeFolder(): string {
  const key = createHash('sha256')
    .update(JSON.stringify([packages, imageNames.map(imageOf)]))
    .digest('hex');
  return join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'qdoctor', `kolla-${key.slice(0, 12)}`);
}

const isInstalled = (tool: string): boolean =>
  ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'].some((folder) => existsSync(join(folder, tool)));

/**
 * The store of the images, where a lab can run containers at once; or why it can't.
 * @internal for tests
 */
export function podmanStore(): { readonly store: string } | { readonly obstacle: string; readonly canBeMade: boolean } {
  const missing = tools.filter((tool) => !isInstalled(tool));
  if (missing.length > 0) return { obstacle: `${missing.join(', ')} not installed`, canBeMade: false };
  const store = storeFolder();
  if (existsSync(store)) return { store };
  const builder = builders.find((tool) => !isInstalled(tool));
  return builder === undefined
    ? { obstacle: `no images in ${store}`, canBeMade: true }
    : { obstacle: `no images in ${store}, and ${builder} is not installed to make them`, canBeMade: false };
}

/** How a host of kolla-ansible is made here: with real containers where that can be, whose images are made once. */
export async function kollaKind(progress: (line: string) => void): Promise<LabKind> {
  const found = podmanStore();
  if ('store' in found) return 'kolla-podman';
  if (!found.canBeMade) {
    progress(`containers: namespaces of the lab in place of Podman: ${found.obstacle}`);
    return 'kolla-namespaces';
  }
  progress('containers: making images from Debian packages, once');
  await makeImages();
  return 'kolla-podman';
}

/** Makes the images from Debian's packages, which takes half a minute and the network. */
async function makeImages(): Promise<string> {
  const store = storeFolder();
  await mkdir(join(store, '..'), { recursive: true });
  const folder = await mkdtemp(`${store}.`);
  try {
    const [system, made] = [join(folder, 'system.tar'), join(folder, 'store')];
    const podman = (...words: readonly string[]) =>
      must(['podman', '--root', made, '--runroot', join(folder, 'run'), '--storage-driver', 'overlay', ...words]);
    await must([
      'mmdebstrap',
      '--variant=essential',
      '--mode=root',
      `--include=${packages.join()}`,
      ...left,
      'bookworm',
      system,
    ]);
    const [first, ...others] = imageNames.map(imageOf);
    await podman('import', '--quiet', system, first ?? '');
    await podman('tag', first ?? '', ...others);
    await rename(made, store);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return store;
}

async function must(argv: Argv): Promise<void> {
  const end = await runProcess(argv, { timeoutMs: 600_000 });
  if (end.kind === 'exited' && end.exitCode === 0) return;
  throw new UserError(`Making the images of the containers failed: ${argv[0]}: ${saidBy(end)}`, { exitCode: 3 });
}
