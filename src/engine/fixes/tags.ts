import type { Port } from '../../topology/types.ts';
import type { Fix } from '../check.ts';
import { restartFix, safeFix } from './agents.ts';

/** Puts a port on the local VLAN of its network; where nothing tells that VLAN, lets the agent wire the port anew. */
export function tagFix(port: Port): Fix | null {
  const { localVlan, host } = port;
  const { name, tag, vlanMode, trunks } = port.port;
  if (localVlan === undefined) return restartFix(host, 'l2-agent', 'wires all its ports anew');
  // The interface driver parks a fresh port as a trunk of the dead VLAN alone (Neutron since Xena).
  const isParked = vlanMode === 'trunk' || trunks.length > 0;
  const park = isParked
    ? ['--', 'set', 'Port', name, `vlan_mode=${vlanMode ?? '[]'}`, `trunks=${JSON.stringify(trunks)}`]
    : [];
  const before =
    tag === undefined ? ['clear', 'Port', name, 'tag'] : ['set', 'Port', name, `tag=${tag === 'dead' ? 4095 : tag}`];
  return safeFix(
    `Put ${name} on VLAN ${localVlan.tag}, the local VLAN of its network (${
      localVlan.because === 'agent' ? "the agent's own note" : 'as the other ports of the network have it'
    })`,
    [
      ...(isParked ? [['ovs-vsctl', 'clear', 'Port', name, 'vlan_mode', '--', 'clear', 'Port', name, 'trunks']] : []),
      ['ovs-vsctl', 'set', 'Port', name, `tag=${localVlan.tag}`],
    ],
    [['ovs-vsctl', ...before, ...park]],
    'The Open vSwitch agent owns the tag: if it comes back wrong, see the log of the agent for this port.',
  );
}
