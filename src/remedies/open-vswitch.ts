import type { Fix } from '../engine/check.ts';
import type { Daemon } from '../facts/daemons.ts';
import { type Known, valuesOf } from '../facts/known.ts';
import { logFolderOf, restartCommand, type Services } from '../facts/services.ts';
import { ip } from '../facts/within.ts';
import type { Inputs } from '../topology/index.ts';
import type { Port } from '../topology/ports.ts';
import { restarts } from './agents.ts';
import { resumeFix } from './processes.ts';
import { bridgeDeviceCommands, lostTenantRoutes } from './routes.ts';

const startScript = '/usr/share/openvswitch/scripts/ovs-ctl';

const otherOf = { 'ovsdb-server': '--no-ovs-vswitchd', 'ovs-vswitchd': '--no-ovsdb-server' } as const;

/** Wakes a stopped daemon; starts a dead one without touching the other. */
export function resumeOrStart(services: Known<Services>, { name, process }: Daemon): Fix {
  if (process?.isFrozen === true) return resumeFix([process], 'nothing of Open vSwitch', name);
  const container = restartCommand(services, name);
  if (container !== undefined) {
    return {
      summary: `Start ${name}`,
      risk: 'disruptive',
      commands: [container],
      undo: [],
      permanent: `Check ${name}'s log in ${logFolderOf(services, name)} for why it ended.`,
    };
  }
  const service = restartCommand(services, 'open-vswitch');
  const verb = process === undefined ? 'start' : 'restart';
  return {
    summary: `Start ${name}`,
    risk: 'disruptive',
    commands: [service?.[0] === 'systemctl' ? service : [startScript, otherOf[name], verb]],
    undo: [],
    permanent: 'Enable the Open vSwitch service at boot, and check /var/log/openvswitch for why it ended.',
  };
}

/** Takes away the devices in namespaces that the switch made: an agent leaves one of the right name alone, dead or not. */
export const deleteDevices = (ports: readonly Port[]): Fix['commands'] =>
  ports.flatMap(({ sightings, subject, interface: device }) =>
    sightings.flatMap(({ namespace }) =>
      namespace === undefined || device?.type !== 'internal' ? [] : [ip(namespace, 'link', 'del', subject.name)],
    ),
  );

/** Lets the agents plug what is missing in the namespaces. */
export const replug = (services: Known<Services>): Fix['commands'] =>
  restarts(services, ['l2-agent', 'l3-agent', 'dhcp-agent']);

/**
 * A switch in userspace makes its internal ports anew when it starts, in the host's own namespace, while the dead
 * ones stay where they were: those have to go before the agents can put the new ones in their place.
 */
export function startSwitch(
  daemon: Daemon,
  services: Known<Services>,
  {
    switchDatabase,
    externalBridges,
    tenantRanges,
    ports,
  }: Inputs<'switchDatabase' | 'externalBridges' | 'tenantRanges' | 'ports'>,
): Fix {
  const start = resumeOrStart(services, daemon);
  const isUserspace =
    switchDatabase.known && switchDatabase.value.bridges.some(({ datapathType }) => datapathType === 'netdev');
  if (daemon.process !== undefined || !isUserspace) return start;
  const bridges = valuesOf(externalBridges);
  return {
    ...start,
    summary: 'Start ovs-vswitchd and restart the agents, which plug their ports again',
    commands: [
      ...start.commands,
      ...deleteDevices(valuesOf(ports)),
      ...bridges.flatMap(bridgeDeviceCommands),
      ...replug(services),
      ...bridges.flatMap((bridge) => lostTenantRoutes(bridge, tenantRanges)),
    ],
  };
}
