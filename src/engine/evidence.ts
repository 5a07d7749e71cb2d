import type { Process } from '../facts/processes.ts';
import type { Interface, Route } from '../facts/stack.ts';
import type { SwitchBridge } from '../facts/switch.ts';
import { ip } from '../facts/within.ts';
import { cidrOf } from '../topology/addresses.ts';
import type { Port } from '../topology/types.ts';
import type { Evidence } from './check.ts';

/*
 * Evidence is shown as the tools print it, under the command that a user would type to see it again.
 */

const whereOf = (namespace: string | undefined): string => namespace ?? 'host';

/** `ip -br link` of a device, or its absence. */
export function linkEvidence(namespace: string | undefined, name: string, device: Interface | undefined): Evidence {
  return {
    command: ip(namespace, '-br', 'link', 'show', 'dev', name),
    where: whereOf(namespace),
    output:
      device === undefined
        ? `Device "${name}" does not exist.`
        : [device.name, device.state ?? '', device.mac ?? '', `<${(device.flags ?? []).join(',')}>`].join(' ').trim(),
  };
}

/** `ip -br addr` of a device. */
export function addressEvidence(namespace: string | undefined, device: Interface): Evidence {
  const addresses = (device.addresses ?? []).map(cidrOf);
  return {
    command: ip(namespace, '-br', 'addr', 'show', 'dev', device.name),
    where: whereOf(namespace),
    output: [device.name, device.state ?? '', ...addresses].join(' ').trim(),
  };
}

/** The bridge that a device is a port of, in the kernel. */
export function masterEvidence(device: Interface): Evidence {
  return {
    command: ['ip', '-br', 'link', 'show', 'dev', device.name],
    where: 'host',
    output: `${device.name} ${device.master === undefined || device.master === false ? 'has no master' : `has master ${device.master}`}`,
  };
}

/** `ip route show` for a destination. */
export function routeEvidence(namespace: string | undefined, destination: string, routes: readonly Route[]): Evidence {
  return {
    command: ip(namespace, 'route', 'show', destination),
    where: whereOf(namespace),
    output: routes.length === 0 ? '(no route)' : routes.map(spellRoute).join('\n'),
  };
}

/** A route in the words of `ip route`. */
export function spellRoute(route: Route): string {
  const words = [
    route.type === 'unicast' ? '' : route.type,
    route.destination === '0.0.0.0/0' ? 'default' : route.destination,
    route.gateway === undefined ? '' : `via ${route.gateway}`,
    route.device === undefined ? '' : `dev ${route.device}`,
    route.table === 'main' ? '' : `table ${route.table}`,
    route.metric === 0 ? '' : `metric ${route.metric}`,
    route.isOnlink ? 'onlink' : '',
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** The same as words of a command. */
export const routeWords = (route: Route): readonly string[] => spellRoute(route).split(' ');

/** `ovs-vsctl get Port NAME tag`. */
export function tagEvidence({ port }: Port): Evidence {
  return {
    command: ['ovs-vsctl', 'get', 'Port', port.name, 'tag'],
    where: 'host',
    output: port.tag === undefined ? '[]' : port.tag === 'dead' ? '4095' : String(port.tag),
  };
}

/** The agent's own note of what the port should be. */
export function intentEvidence({ port }: Port): Evidence {
  const words = Object.entries(port.otherConfig).map(([key, value]) => `${key}="${value}"`);
  return {
    command: ['ovs-vsctl', 'get', 'Port', port.name, 'other_config'],
    where: 'host',
    output: `{${words.join(', ')}}`,
  };
}

/** A port that the switch does not have. */
export const noPortEvidence = (bridge: string, name: string): Evidence => ({
  command: ['ovs-vsctl', 'port-to-br', name],
  where: 'host',
  output: `ovs-vsctl: no port named ${name} (looked for on ${bridge})`,
});

/** The lines of `ps` for some processes, or for none. */
export function processEvidence(processes: readonly Process[], sought: string): Evidence {
  return {
    command: ['pgrep', '-a', '-f', sought],
    where: 'host',
    output:
      processes.length === 0
        ? '(no such process)'
        : processes
            .map(({ pid, isFrozen, args }) => `${pid} ${isFrozen === true ? '(stopped) ' : ''}${args}`)
            .join('\n'),
  };
}

/** `ovs-vsctl list-ports` of a bridge. */
export const bridgePortsEvidence = (name: string, bridge: SwitchBridge | undefined): Evidence => ({
  command: ['ovs-vsctl', 'list-ports', name],
  where: 'host',
  output: (bridge?.ports ?? [])
    .map((port) => port.name)
    .filter((port) => port !== name)
    .join('\n'),
});
