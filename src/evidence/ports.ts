import type { Evidence } from '../engine/check.ts';
import type { SwitchBridge } from '../facts/switch.ts';
import type { Port } from '../topology/ports.ts';

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

/** `ovs-vsctl list-ports` of a bridge. */
export const bridgePortsEvidence = (name: string, bridge: SwitchBridge | undefined): Evidence => ({
  command: ['ovs-vsctl', 'list-ports', name],
  where: 'host',
  output: (bridge?.ports ?? [])
    .map((port) => port.name)
    .filter((port) => port !== name)
    .join('\n'),
});
