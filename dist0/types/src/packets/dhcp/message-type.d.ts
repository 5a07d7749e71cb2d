/** Option 53's values in order, from 1 (RFC 2132 9.6, RFC 3203, 4388, 6926, 7724). */
declare const names: readonly ['DISCOVER', 'OFFER', 'REQUEST', 'DECLINE', 'ACK', 'NAK', 'RELEASE', 'INFORM', 'FORCERENEW', 'LEASEQUERY', 'LEASEUNASSIGNED', 'LEASEUNKNOWN', 'LEASEACTIVE', 'BULKLEASEQUERY', 'LEASEQUERYDONE', 'ACTIVELEASEQUERY', 'LEASEQUERYSTATUS', 'TLS'];
export type DhcpType = (typeof names)[number] | `TYPE-${number}`;
export declare const dhcpTypeName: (value: number) => DhcpType;
/**
 * The value of option 53 for a type that has a name.
 * @internal
 */
export declare const dhcpTypeValue: (type: (typeof names)[number]) => number;
export {};
