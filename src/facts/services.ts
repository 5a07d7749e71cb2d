import type { Command, CommandResult } from '../host/host.ts';
import { type Known, known, unknown } from './known.ts';
import { failureOf } from './result.ts';

/** How this host starts and stops its services, which a fix has to know. */
export interface Services {
  readonly manager: 'systemd' | 'sysvinit';
  readonly names: ReadonlySet<string>;
  /** Those that are started at boot. */
  readonly enabled: ReadonlySet<string>;
}

const folders = ['/etc/init.d', '/etc/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system'];
/** What links here is started at boot: systemd.unit(5), update-rc.d(8) on Debian (runlevel 2), chkconfig(8) (3). */
const wants = '/etc/systemd/system/multi-user.target.wants';
const runlevels = ['/etc/rc2.d', '/etc/rc3.d'];
/** Jobs of Upstart, which starts them by a condition in the file. */
const upstart = '/etc/init';

export const servicesCommand: Command = {
  // -H: /etc/rc3.d is itself a link on old Red Hat systems.
  argv: [
    'find',
    '-H',
    '/run/systemd/system',
    ...folders,
    wants,
    ...runlevels,
    upstart,
    '-maxdepth',
    '1',
    '-printf',
    '%p\\n',
  ],
};

const wanted = /^(?:neutron|quantum|openvswitch|devstack@|(?:openstack-)?nova-)/;

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
  const enabled = paths.flatMap((path) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    const name = path.slice(folder.length + 1);
    if (isSystemd) return folder === wants ? [name.replace(/\.service$/, '')] : [];
    // init(5): an override file is how a job is kept from starting by itself.
    if (folder === upstart)
      return paths.includes(path.replace(/conf$/, 'override')) ? [] : [name.replace(/\.conf$/, '')];
    return runlevels.includes(folder) && name.startsWith('S') ? [name.replace(/^S\d\d/, '')] : [];
  });
  return known({ manager: isSystemd ? 'systemd' : 'sysvinit', names: new Set(names), enabled: new Set(enabled) });
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
  'metadata-agent': [
    'neutron-metadata-agent',
    'quantum-metadata-agent',
    'devstack@q-meta',
    'devstack@neutron-metadata-agent',
  ],
  // Where nova's API serves metadata itself, no service has metadata in its name.
  'nova-metadata': ['nova-api-metadata', 'openstack-nova-metadata-api', 'devstack@n-api-meta', 'nova-api'],
  'open-vswitch': ['openvswitch-switch', 'openvswitch'],
} as const;

export type ServiceRole = keyof typeof namesOf;

/** The name that the service of a role has on this host, or undefined where it has none. */
export function serviceName(services: Known<Services>, role: ServiceRole): string | undefined {
  if (!services.known) return undefined;
  return namesOf[role].find((candidate) => services.value.names.has(candidate));
}

/** The command that restarts the service of a role, or undefined where this host has no such service. */
export function restartCommand(services: Known<Services>, role: ServiceRole): readonly string[] | undefined {
  if (!services.known) return undefined;
  const name = serviceName(services, role);
  if (name === undefined) return undefined;
  return services.value.manager === 'systemd' ? ['systemctl', 'restart', name] : ['service', name, 'restart'];
}
