/** The layers, in the order in which a packet's way depends on them. */
export declare const layers: readonly ['platform', 'host-route', 'external-bridge', 'router', 'tap', 'vlan', 'overlay', 'dhcp', 'security', 'vm', 'metadata', 'floating-ip'];
export type Layer = (typeof layers)[number];
