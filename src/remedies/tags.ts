import type { Fix } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import type { Port } from '../topology/ports.ts';
import { restartFix } from './agents.ts';
import { safeFix } from './safe-fix.ts';

/** Puts a port on the local VLAN of its network; where nothing tells that VLAN, lets the agent wire the port anew. */
export function tagFix(port: Port, services: Known<Services>): Fix | null {
  const { localVlan } = port;
  const { name, tag, vlanMode, trunks } = port.port;
  if (localVlan === undefined) return restartFix(services, 'l2-agent', 'sets up all its ports again');
  // The interface driver parks a fresh port as a trunk of the dead VLAN alone (Neutron since Xena).
  const isParked = vlanMode === 'trunk' || vlanMode === 'native-tagged' || trunks.length > 0;
  const park = isParked
    ? ['--', 'set', 'Port', name, `vlan_mode=${vlanMode ?? '[]'}`, `trunks=${JSON.stringify(trunks)}`]
    : [];
  const before =
    tag === undefined ? ['clear', 'Port', name, 'tag'] : ['set', 'Port', name, `tag=${tag === 'dead' ? 4095 : tag}`];
  return safeFix(
    `Set the tag of ${name} to ${localVlan.tag}, the local VLAN of its network (${
      localVlan.because === 'agent' ? 'from other_config' : 'as on its other ports'
    })`,
    [
      ...(isParked ? [['ovs-vsctl', 'clear', 'Port', name, 'vlan_mode', '--', 'clear', 'Port', name, 'trunks']] : []),
      ['ovs-vsctl', 'set', 'Port', name, `tag=${localVlan.tag}`],
    ],
    [['ovs-vsctl', ...before, ...park]],
    "Check the Open vSwitch agent's log for this port if the tag returns.",
  );
}
