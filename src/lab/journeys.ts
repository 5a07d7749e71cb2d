/** What a user expects to work in a healthy lab, as `from-to`, or the lease of a VM. */
export const journeys = [
  'lease-a1',
  'lease-a2',
  'lease-b1',
  'host-a1',
  'host-a2',
  'host-floating',
  'lan-floating',
  'a1-world',
  'a1-a2',
  'b1-world',
  'a1-metadata',
  'b1-metadata',
] as const;
export type Journey = (typeof journeys)[number];

/*
 * Journeys that break together. The lease of a VM that is cut off is not among them: a client that gets none takes a
 * second to say so.
 */
export const viaBrEx: readonly Journey[] = ['host-a1', 'host-floating', 'lan-floating', 'a1-world', 'b1-world'];
export const viaRouterA: readonly Journey[] = ['host-a1', 'host-a2', 'host-floating', 'lan-floating', 'a1-world'];
export const toVmA1: readonly Journey[] = ['host-a1', 'host-floating', 'lan-floating', 'a1-world', 'a1-a2'];
export const toFixedAddresses: readonly Journey[] = ['host-a1', 'host-a2'];
export const leasesOfA: readonly Journey[] = ['lease-a1', 'lease-a2'];
export const metadataOfA: readonly Journey[] = ['a1-metadata'];
export const ofTenantB: readonly Journey[] = ['lease-b1', 'b1-world'];
