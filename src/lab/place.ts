/** The NIC that tunnels go by, and the other host at their end; RFC 2544 keeps these addresses for tests. */
export const tunnelNic = {
  device: 'eth1',
  address: '198.18.0.10',
  peer: '198.18.0.20',
  prefix: 24,
  mtu: 1500,
} as const;

/** The agent names a tunnel's port after the address at its end, in hex. */
export const tunnelPort = 'vxlan-c6120014';

/** A tunnel of a host, as its agent names it, and the host at its end. */
export interface LabTunnel {
  readonly port: string;
  readonly remote: string;
}

/** One of the hosts of a lab. */
export interface LabPlace {
  readonly name: string;
  /** Whether its tunnels lead to other hosts, and not into the void. */
  readonly isJoined: boolean;
  /** The device that holds the address from which its tunnels start. */
  readonly tunnelDevice: string;
  readonly tunnelAddress: string;
  readonly tunnels: readonly LabTunnel[];
}

/** The agent names a tunnel's port after the address at its end, in hex. */
export const tunnelTo = (remote: string): LabTunnel => ({
  port: `vxlan-${remote
    .split('.')
    .map((octet) => Number(octet).toString(16).padStart(2, '0'))
    .join('')}`,
  remote,
});

/** The only host of a lab. */
export const loneHost: LabPlace = {
  name: 'lab',
  isJoined: false,
  tunnelDevice: tunnelNic.device,
  tunnelAddress: tunnelNic.address,
  tunnels: [tunnelTo(tunnelNic.peer)],
};

/** The userspace switch looks for the next hop of a tunnel behind a bridge of its own: the address is on that. */
export const underlayBridge = 'br-phy';

/** The namespace of the switch between the hosts, below that of the first of them; its ports have the hosts' names. */
export const underlay = 'underlay';
