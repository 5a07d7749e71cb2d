/** Option 53's values in order, from 1 (RFC 2132 9.6, RFC 3203, 4388, 6926, 7724). */
const names = [
  'DISCOVER',
  'OFFER',
  'REQUEST',
  'DECLINE',
  'ACK',
  'NAK',
  'RELEASE',
  'INFORM',
  'FORCERENEW',
  'LEASEQUERY',
  'LEASEUNASSIGNED',
  'LEASEUNKNOWN',
  'LEASEACTIVE',
  'BULKLEASEQUERY',
  'LEASEQUERYDONE',
  'ACTIVELEASEQUERY',
  'LEASEQUERYSTATUS',
  'TLS',
] as const;

export type DhcpType = (typeof names)[number] | `TYPE-${number}`;

export const dhcpTypeName = (value: number): DhcpType => names[value - 1] ?? `TYPE-${value}`;

/**
 * The value of option 53 for a type that has a name.
 * @internal
 */
export const dhcpTypeValue = (type: (typeof names)[number]): number => names.indexOf(type) + 1;
