import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/collect.ts';
import { type Known } from '../facts/known.ts';
import { type Ipv4Address } from './addresses.ts';
import type { ExpectedAddress } from './types.ts';
/** The router's own external address: the L3 agent writes it into the SNAT rule for all but the floating IPs. */
export declare function expectedGatewayAddress(neighbours: Neighbours, rules: Known<readonly string[]>): ExpectedAddress | undefined;
/** Who stands in an external range on this host: br-ex and the routers, with the next hops they use. */
export interface Neighbours {
    /** The addresses held in each range. */
    readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
    /** Next hops of the routers' default routes, then the addresses of bridges that only the host itself is behind. */
    readonly hops: readonly string[];
}
/** Read once for all routers: there may be hundreds of them in one range. */
export declare function neighboursOf(facts: Facts): Neighbours;
/**
 * The next hop by which other routers of the host leave, or the host itself where it alone is behind the bridge.
 * `held`: the router's own external address; without one, the agents' rules may tell it.
 */
export declare function likelyGatewayOf(neighbours: Neighbours, rules: Known<readonly string[]>, held: Ipv4Address | undefined): string | undefined;
/** A router port's address stands in the host file of its network, like that of any port. */
export declare function expectedInterfaceAddress(facts: Facts, networkId: string | undefined, mac: string | undefined): ExpectedAddress | undefined;
/** The agent writes its own address as a DNS server for the guests where the subnet names no other (Neutron, dhcp.py). */
export declare function expectedDhcpAddress(facts: Facts, networkId: string): ExpectedAddress | undefined;
/** What the DHCP agent wrote for each network, as far as it could be read. */
export declare const allDhcpFiles: ({ agentFiles }: Facts) => readonly DhcpFiles[];
/** The same for one of them. */
export declare const dhcpFilesOf: (facts: Facts, networkId: string | undefined) => DhcpFiles | undefined;
