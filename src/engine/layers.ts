/** The layers, in the order in which a packet's way depends on them. */
export const layers = [
  'platform',
  'host-route',
  'external-bridge',
  'router',
  'tap',
  'vlan',
  'overlay',
  'dhcp',
  'security',
  'vm',
  'metadata',
  'floating-ip',
] as const;

export type Layer = (typeof layers)[number];
