import type { StatementReader } from './statement.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * What only OVN prints: `ovn-nbctl show` and `ovn-sbctl show`, the settings of ovn-controller in the switch, its tunnels in
 * lists of ports, its agents in the list of Neutron, its logs.
 */
const forms: readonly RegExp[] = [
  new RegExp(`^(?:switch|router) ${uuid}(?: \\(|$)`),
  new RegExp(`^Chassis (?:${uuid}|"[^"]+")$`),
  /\bovn-remote="?(?:tcp|ssl|unix):/,
  /\bovn-encap-type="?\w/,
  /^\d+\(ovn-[0-9a-f]{4,}-\d+\): addr:/,
  /\|\s*OVN (?:Controller|Controller Gateway|Metadata) agent\s*\|/i,
  /^(?:Port|Interface) "?patch-\S+-to-br-int"?$/,
  new RegExp(`^ovnmeta-${uuid}\\b`),
  // Its tunnels in `ovs-appctl ofproto/list-tunnels`, and the logs of its own services and drivers.
  /^port \d+: ovn-\S+ \(geneve: /,
  /\|ovsdb_idl\|\w+\|(?:tcp|ssl):\S+:664[12]: /,
  /\b(?:ERROR|WARNING|INFO|DEBUG) (?:neutron\.agent\.ovn|neutron\.plugins\.ml2\.drivers\.ovn|networking_ovn)\b/,
];

export const otherDrivers: StatementReader = {
  sign: /ovn|\|ovsdb_idl\||^[ \t]*(?:switch|router) [0-9a-f]{8}-|Chassis|patch-\S+-to-br-int/im,
  read(lines) {
    const at = lines.findIndex((line) => forms.some((form) => form.test(line.trim())));
    return at === -1 ? [] : [{ statement: { kind: 'driver', driver: 'OVN' }, at: [at] }];
  },
};
