import type { StatementReader } from './statement.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * What only OVN prints: `ovn-nbctl show` and `ovn-sbctl show`, the settings of ovn-controller in the switch, its tunnels in
 * lists of ports, its agents in the list of Neutron.
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
];

export const otherDrivers: StatementReader = {
  sign: /ovn|^\s*(?:switch|router) [0-9a-f]{8}-|Chassis|patch-\S+-to-br-int/im,
  read(lines) {
    const at = lines.findIndex((line) => forms.some((form) => form.test(line.trim())));
    return at === -1 ? [] : [{ statement: { kind: 'driver', driver: 'OVN' }, at: [at] }];
  },
};
