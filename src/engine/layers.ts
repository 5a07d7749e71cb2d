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

/** What each layer works by: where one of these fails, its own checks prove nothing about it. */
const dependsOn = {
  platform: [],
  'host-route': ['platform'],
  // The device and the uplink of the external bridge are judged as part of the host's route.
  'external-bridge': ['platform', 'host-route'],
  router: ['platform'],
  tap: ['platform'],
  vlan: ['tap'],
  overlay: ['platform'],
  dhcp: ['tap', 'vlan', 'overlay'],
  security: ['tap'],
  vm: ['tap', 'vlan', 'overlay', 'security'],
  metadata: ['router', 'tap', 'vlan'],
  'floating-ip': ['external-bridge', 'router', 'tap', 'vlan'],
} as const satisfies Readonly<Record<Layer, readonly Layer[]>>;

/** The layers that a layer needs, directly or by way of others. */
export const requiredLayers = (layer: Layer): ReadonlySet<Layer> =>
  new Set(dependsOn[layer].flatMap((needed) => [needed, ...requiredLayers(needed)]));
