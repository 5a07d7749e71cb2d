/** What a network's DHCP server was told, to hold its answers against; what is left out is not looked at. */
export interface DhcpExpectations {
  /** Subnets that addresses are given from, as `10.0.0.0/24`. */
  readonly ranges?: readonly string[];
  /** Option 3; empty: none is to be sent. */
  readonly routers?: readonly string[];
  /** Option 6, in any order. */
  readonly dns?: readonly string[];
  readonly mtu?: number;
  readonly leaseSeconds?: number;
  readonly serverIds?: readonly string[];
  /** The VLAN ID of the outermost tag. */
  readonly vlan?: number;
}
