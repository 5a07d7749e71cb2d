import type { Daemon } from '../../facts/daemons.ts';
import { valuesOf } from '../../facts/known.ts';
import { restartCommand } from '../../facts/services.ts';
import { ip } from '../../facts/within.ts';
import type { DaemonView, HostView, Port } from '../../topology/types.ts';
import type { Evidence, Fix } from '../check.ts';
import { processEvidence } from '../evidence.ts';
import { restarts } from './agents.ts';
import { bridgeDeviceCommands, lostTenantRoutes } from './routes.ts';

/** What a daemon of Open vSwitch answered, and its process. */
export const daemonEvidence = (daemon: Daemon): readonly Evidence[] => [
  { command: daemon.question, where: 'host', output: daemon.answer },
  processEvidence(daemon.process === undefined ? [] : [daemon.process], daemon.name),
];

/** The state of a daemon that does not answer, as a sentence. */
export function conditionOf({ name, process }: Daemon): string {
  if (process === undefined) return `${name} does not run.`;
  return process.isFrozen === true
    ? `${name} is stopped by a signal and does nothing.`
    : `${name} runs but does not answer.`;
}

const startScript = '/usr/share/openvswitch/scripts/ovs-ctl';
const otherOf = { 'ovsdb-server': '--no-ovs-vswitchd', 'ovs-vswitchd': '--no-ovsdb-server' } as const;

/** Wakes a stopped daemon; starts a dead one without touching the other. */
export function wakeOrStart(host: HostView, { name, process }: Daemon): Fix {
  if (process?.isFrozen === true) {
    return {
      summary: `Let ${name} go on`,
      risk: 'safe',
      commands: [['kill', '-CONT', String(process.pid)]],
      undo: [['kill', '-STOP', String(process.pid)]],
      permanent: 'Find out who stopped it (a debugger, a script): nothing of Open vSwitch does that.',
    };
  }
  const service = restartCommand(host.services, 'open-vswitch');
  const verb = process === undefined ? 'start' : 'restart';
  return {
    summary: `Start ${name} again`,
    risk: 'disruptive',
    commands: [service?.[0] === 'systemctl' ? service : [startScript, otherOf[name], verb]],
    undo: [],
    permanent: 'Enable the Open vSwitch service at boot, and see /var/log/openvswitch for why it ended.',
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
export const plugAnew = (host: HostView): Fix['commands'] => restarts(host, ['l2-agent', 'l3-agent', 'dhcp-agent']);

/**
 * A switch in userspace makes its internal ports anew when it starts, in the host's own namespace, while the dead
 * ones stay where they were: those have to go before the agents can put the new ones in their place.
 */
export function startSwitch(view: DaemonView, daemon: Daemon): Fix {
  const start = wakeOrStart(view.host, daemon);
  const { database } = view.host;
  const isUserspace = database.known && database.value.bridges.some(({ datapathType }) => datapathType === 'netdev');
  if (daemon.process !== undefined || !isUserspace) return start;
  const bridges = valuesOf(view.externalBridges);
  return {
    ...start,
    summary: 'Start ovs-vswitchd again and let the agents plug their ports anew',
    commands: [
      ...start.commands,
      ...deleteDevices(valuesOf(view.ports)),
      ...bridges.flatMap(bridgeDeviceCommands),
      ...plugAnew(view.host),
      ...bridges.flatMap(lostTenantRoutes),
    ],
  };
}
