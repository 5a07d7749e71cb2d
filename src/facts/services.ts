import type { Command, CommandResult } from '../host/host.ts';
import { type Known, known, unknown } from './known.ts';
import { failureOf } from './result.ts';

/** How this host starts and stops its services, which a fix has to know. */
export interface Services {
  readonly manager: 'systemd' | 'sysvinit';
  readonly names: ReadonlySet<string>;
}

const folders = ['/etc/init.d', '/etc/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system'];

export const servicesCommand: Command = {
  argv: ['find', '/run/systemd/system', ...folders, '-maxdepth', '1', '-printf', '%p\\n'],
};

const wanted = /^(?:neutron|quantum|openvswitch|devstack@)/;

export function readServices(result: CommandResult): Known<Services> {
  // Exit code 1: some of the folders are not on this host.
  if (result.kind !== 'exited' || result.exitCode > 1) {
    return unknown(failureOf(servicesCommand, result) ?? 'no services could be listed');
  }
  const paths = result.stdout.split('\n');
  // sd_booted(3): the folder is there only while systemd is the init of this host.
  const isSystemd = paths.includes('/run/systemd/system');
  const names = paths.flatMap((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!wanted.test(name)) return [];
    if (isSystemd) return name.endsWith('.service') ? [name.slice(0, -'.service'.length)] : [];
    return path.startsWith('/etc/init.d/') ? [name] : [];
  });
  return known({ manager: isSystemd ? 'systemd' : 'sysvinit', names: new Set(names) });
}

/** The agents and daemons by role, with the names that distributions and releases gave their services. */
const namesOf = {
  'l2-agent': [
    'neutron-openvswitch-agent',
    'neutron-plugin-openvswitch-agent',
    'quantum-openvswitch-agent',
    'quantum-plugin-openvswitch-agent',
    'devstack@q-agt',
    'devstack@neutron-agent',
  ],
  'l3-agent': ['neutron-l3-agent', 'quantum-l3-agent', 'devstack@q-l3', 'devstack@neutron-l3'],
  'dhcp-agent': ['neutron-dhcp-agent', 'quantum-dhcp-agent', 'devstack@q-dhcp', 'devstack@neutron-dhcp'],
  'open-vswitch': ['openvswitch-switch', 'openvswitch'],
} as const;

export type ServiceRole = keyof typeof namesOf;

/** The command that restarts the service of a role, or undefined where this host has no such service. */
export function restartCommand(services: Known<Services>, role: ServiceRole): readonly string[] | undefined {
  if (!services.known) return undefined;
  const { manager, names } = services.value;
  const name = namesOf[role].find((candidate) => names.has(candidate));
  if (name === undefined) return undefined;
  return manager === 'systemd' ? ['systemctl', 'restart', name] : ['service', name, 'restart'];
}
