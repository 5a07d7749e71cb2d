import { type ListedContainer, listingRuntimes } from '../host/containers.ts';
import type { Command, CommandResult } from '../host/host.ts';
import { crictlContainers, dockerContainers, podmanContainers } from './containers.ts';
import { type Deployment, deployments, type ServiceRole } from './deployments.ts';
import { defineFact } from './fact.ts';
import { type Known, known, unknown } from './known.ts';
import { failureOf } from './result.ts';

/** How this host starts and stops its services, which a fix has to know. */
export interface Services {
  readonly manager: 'systemd' | 'sysvinit';
  readonly names: ReadonlySet<string>;
  /** Those that are started at boot. */
  readonly enabled: ReadonlySet<string>;
  /** Those of Docker and Podman, the stopped ones too. */
  readonly containers: readonly ListedContainer[];
}

const folders = ['/etc/init.d', '/etc/systemd/system', '/lib/systemd/system', '/usr/lib/systemd/system'];
/** What links here is started at boot: systemd.unit(5), update-rc.d(8) on Debian (runlevel 2), chkconfig(8) (3). */
const wants = '/etc/systemd/system/multi-user.target.wants';
const runlevels = ['/etc/rc2.d', '/etc/rc3.d'];
/** Jobs of Upstart, which starts them by a condition in the file. */
const upstart = '/etc/init';

const servicesCommand: Command = {
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

const wanted = /^(?:neutron|quantum|openvswitch|devstack@|(?:openstack-)?nova-|tripleo_|kolla-)/;

function readServices(result: CommandResult, containers: readonly ListedContainer[]): Known<Services> {
  // A sosreport has no such list, but may have that of the containers.
  if (result.kind === 'not-recorded' && containers.length > 0)
    return known({ manager: 'systemd', names: new Set(), enabled: new Set(), containers });
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
  return known({
    manager: isSystemd ? 'systemd' : 'sysvinit',
    names: new Set(names),
    enabled: new Set(enabled),
    containers,
  });
}

/** What runs a role on this host. */
interface Service {
  readonly name: string;
  /** Undefined for one that is no container. */
  readonly container: ListedContainer | undefined;
  readonly deployment: Deployment;
}

function serviceOf(services: Known<Services>, role: ServiceRole): Service | undefined {
  if (!services.known) return undefined;
  const { names, containers } = services.value;
  const candidates = deployments.flatMap((deployment): Service[] =>
    (deployment.names[role] ?? []).flatMap((name) => {
      const container = deployment.kind === 'containers' ? containers.find((one) => one.name === name) : undefined;
      const isThere = deployment.kind === 'containers' ? container !== undefined : names.has(name);
      return isThere ? [{ name, container, deployment }] : [];
    }),
  );
  // Two deployments call some containers the same: the one whose unit is there has made it.
  return candidates.find((one) => unitOf(services.value, one) !== undefined) ?? candidates[0];
}

/** The unit of systemd that starts a container. */
function unitOf({ names }: Services, { name, deployment }: Service): string | undefined {
  const unit = deployment.unitOf?.(name);
  return unit !== undefined && names.has(unit) ? unit : undefined;
}

/** A container of a deployment, by what it does for the host. */
export interface RoleContainer {
  readonly role: ServiceRole;
  readonly container: ListedContainer;
  readonly deployment: Deployment;
}

/** The containers of this host that do a part of the work of a network node, each once. */
export function roleContainers(services: Known<Services>): readonly RoleContainer[] {
  if (!services.known) return [];
  const roles = [...new Set(deployments.flatMap(({ names }) => Object.keys(names) as ServiceRole[]))];
  const all = roles.flatMap((role): RoleContainer[] => {
    const { container, deployment } = serviceOf(services, role) ?? {};
    return container === undefined || deployment === undefined ? [] : [{ role, container, deployment }];
  });
  return all.filter(({ container }, index) => all.findIndex((one) => one.container.id === container.id) === index);
}

/** Why a role is expected to run on this host: its service is started at boot, or it has a container. */
export function reasonToRun(services: Known<Services>, role: ServiceRole): string | undefined {
  const service = serviceOf(services, role);
  if (service === undefined || !services.known) return undefined;
  const { name, container } = service;
  if (container !== undefined) return `its container ${name} is ${container.state}`;
  return services.value.enabled.has(name) ? `its service ${name} is enabled` : undefined;
}

/** The command that restarts what runs a role, or undefined where this host has no such service or container. */
export function restartCommand(services: Known<Services>, role: ServiceRole): readonly string[] | undefined {
  const service = serviceOf(services, role);
  if (service === undefined || !services.known) return undefined;
  const { name, container } = service;
  const unit = container === undefined ? undefined : unitOf(services.value, service);
  if (container !== undefined && unit === undefined) return restartOf(container);
  return services.value.manager === 'systemd' ? ['systemctl', 'restart', unit ?? name] : ['service', name, 'restart'];
}

/** The kubelet starts a container again that has ended; with a pod it makes all of its containers anew. */
export const restartOf = ({ runtime, id, name, state, pod }: ListedContainer): readonly string[] => {
  if (runtime !== 'crictl') return [runtime, 'restart', name];
  if (state === 'running' || pod === undefined) return ['crictl', 'stop', id.slice(0, 13)];
  return ['kubectl', '-n', pod.namespace, 'delete', 'pod', pod.name];
};

/** Whether a command only has a service or a container do its work again. */
export const isRestart = ([tool, verb]: readonly string[]): boolean =>
  tool === 'service' ||
  tool === 'systemctl' ||
  (tool === 'crictl' && verb === 'stop') ||
  (verb === 'restart' && listingRuntimes.some((one) => one === tool));

/** How the settings of a role's container are changed for good. */
export const reconfigureOf = (services: Known<Services>, role: ServiceRole): string | undefined =>
  serviceOf(services, role)?.deployment.reconfigure;

/** Where the container of a role has its log on the host. */
export const logFolderOf = (services: Known<Services>, role: ServiceRole): string | undefined =>
  serviceOf(services, role)?.deployment.logFolder;

export const services = defineFact({
  id: 'services',
  about: 'the services, and which of them are started at boot',
  needs: { dockerContainers, podmanContainers, crictlContainers },
  ask: () => ({ services: servicesCommand }),
  read: ({ services: { result } }, { needs }) =>
    readServices(result, [...needs.dockerContainers, ...needs.podmanContainers, ...needs.crictlContainers]),
});
