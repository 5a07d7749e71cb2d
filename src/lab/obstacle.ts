import { access, constants } from 'node:fs/promises';
import { runProcess, toolPath } from '../host/process.ts';

const tools = [
  'unshare',
  'nsenter',
  'mount',
  'ip',
  'iptables',
  'iptables-restore',
  'ethtool',
  'xargs',
  'awk',
  'ovsdb-server',
  'ovsdb-tool',
  'ovs-vswitchd',
  'ovs-vsctl',
  'ovs-ofctl',
  'dnsmasq',
  'haproxy',
  'perl',
];
const paths = [
  '/etc/openvswitch',
  '/etc/init.d',
  '/etc/rc2.d',
  '/usr/share/openvswitch/vswitch.ovsschema',
  '/dev/net/tun',
];

/** Why no lab can run here, or undefined when one can. */
export async function labObstacle(): Promise<string | undefined> {
  if (process.platform !== 'linux') return `a lab requires Linux; this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'a lab requires root; use sudo';
  const missing = await missingFrom(tools);
  if (!(await isTool('udhcpc')) && !(await isTool('busybox'))) missing.push('udhcpc');
  if (missing.length > 0) return `missing tools: ${missing.join(', ')}`;
  for (const path of paths) if (!(await exists(path))) return `${path} is missing`;
  const trial = await runProcess(
    ['unshare', '--mount', '--net', '--pid', '--uts', '--fork', '--mount-proc', '--propagation', 'private', 'true'],
    { timeoutMs: 10_000 },
  );
  if (trial.kind === 'exited' && trial.exitCode === 0) return undefined;
  return `cannot create namespaces: ${trial.kind === 'exited' ? trial.stderr.trim() : trial.kind}`;
}

async function missingFrom(names: readonly string[]): Promise<string[]> {
  const present = await Promise.all(names.map(isTool));
  return names.filter((_, index) => !present[index]);
}

async function isTool(name: string): Promise<boolean> {
  const found = await Promise.all(toolPath.split(':').map((dir) => exists(`${dir}/${name}`, constants.X_OK)));
  return found.includes(true);
}

async function exists(path: string, mode: number = constants.F_OK): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
