// Everything a fresh clone needs before `npm start` and `npm test`: npm packages, Debian packages, the build.
// Plain JavaScript with Node's own modules only, because it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const policy = '/usr/sbin/policy-rc.d';

/** The tools the lab and a live diagnosis run, each with the Debian package that brings it. */
const packageOf = {
  'ovs-vsctl': 'openvswitch-switch',
  'ovs-vswitchd': 'openvswitch-switch',
  dnsmasq: 'dnsmasq-base',
  haproxy: 'haproxy',
  tcpdump: 'tcpdump',
  curl: 'curl',
  ip: 'iproute2',
  iptables: 'iptables',
  nft: 'nftables',
  brctl: 'bridge-utils',
  ifconfig: 'net-tools',
  ping: 'iputils-ping',
  arping: 'iputils-arping',
  udhcpc: 'udhcpc',
  ps: 'procps',
  ethtool: 'ethtool',
  conntrack: 'conntrack',
  modprobe: 'kmod',
  tmux: 'tmux',
  sshd: 'openssh-server',
  sudo: 'sudo',
  'ansible-playbook': 'ansible-core',
};

// sbin is where half of the tools live, and not on everybody's PATH.
process.env.PATH = [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin'].join(delimiter);

const say = (text) => process.stderr.write(`setup: ${text}\n`);

function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options });
  return result.error ? 127 : (result.status ?? 1);
}

function isOnPath(tool) {
  return process.env.PATH.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function installNodePackages() {
  const installed = join(root, 'node_modules/.package-lock.json');
  const isFresh =
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
  if (isFresh) return;
  say('installing the npm packages');
  const npm = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--fetch-retries=5', '--fetch-timeout=60000'];
  if (run('npm', npm) !== 0 && run('npm', npm) !== 0) throw new Error('npm ci failed');
}

const isDebian = () => existsSync('/etc/debian_version') && isOnPath('apt-get');
const isRoot = () => process.getuid?.() === 0;

function installSystemPackages() {
  const missing = Object.keys(packageOf).filter((tool) => !isOnPath(tool));
  if (missing.length === 0 || process.platform !== 'linux') return;
  if (!isRoot() || !isDebian()) {
    say(`not here: ${missing.join(', ')}; to have them (as root, on Debian or Ubuntu):`);
    say(`  apt-get install --no-install-recommends ${packagesFor(missing).join(' ')}`);
    return;
  }
  const packages = packagesFor(missing);
  say(`installing ${packages.join(' ')}`);
  withoutServiceStarts(() => {
    if (aptInstall(packages) === 0) return;
    // Package lists may be missing or older than the archive.
    run('apt-get', ['-q', 'update']);
    if (aptInstall(packages) !== 0) throw new Error(`apt-get could not install ${packages.join(' ')}`);
  });
  disableNewServices(packages);
}

const packagesFor = (tools) => [...new Set(tools.map((tool) => packageOf[tool]))];

function aptInstall(packages) {
  const options = [
    'DPkg::Lock::Timeout=600',
    'Dpkg::Options::=--force-confdef',
    'Dpkg::Options::=--force-confold',
  ].flatMap((option) => ['-o', option]);
  return run('apt-get', ['-q', '-y', ...options, 'install', '--no-install-recommends', ...packages], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

/** Runs `install` while Debian's own switch (policy-rc.d, exit 101) keeps every package from starting a service. */
function withoutServiceStarts(install) {
  if (existsSync(policy)) return install();
  const remove = () => rmSync(policy, { force: true });
  const removeAndExit = () => {
    remove();
    process.exit(130);
  };
  writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  process.on('exit', remove);
  process.on('SIGINT', removeAndExit);
  process.on('SIGTERM', removeAndExit);
  try {
    return install();
  } finally {
    remove();
    process.off('exit', remove);
    process.off('SIGINT', removeAndExit);
    process.off('SIGTERM', removeAndExit);
  }
}

/** What we installed must not start at the next boot either: the lab runs daemons of its own. */
function disableNewServices(packages) {
  for (const name of packages) {
    const listed = (spawnSync('dpkg', ['-L', name], { encoding: 'utf8' }).stdout ?? '').split('\n');
    const named = (pattern) => listed.flatMap((path) => path.match(pattern)?.[1] ?? []);
    // The tools of Debian's own package scripts, which need no running init.
    for (const unit of named(/systemd\/system\/([^/@]+\.service)$/)) quietly('deb-systemd-helper', ['disable', unit]);
    for (const script of named(/^\/etc\/init\.d\/([^/]+)$/)) quietly('update-rc.d', [script, 'disable']);
  }
}

const quietly = (command, args) => run(command, args, { stdio: 'ignore' });

function build() {
  if (run(process.execPath, [join(root, 'scripts/build.mjs')]) !== 0) throw new Error('the build failed');
}

/** Does all of it, each part only where it is missing. */
export function setUp({ system = true } = {}) {
  try {
    installNodePackages();
    if (system) installSystemPackages();
    build();
  } catch (error) {
    say(error.message);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp({ system: !process.argv.includes('--no-system') });
