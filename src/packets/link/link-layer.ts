export interface LinkAddresses {
  /** Null where the link layer of the capture does not tell. */
  readonly srcMac: string | null;
  readonly dstMac: string | null;
  /** VLAN IDs, outermost first; empty: untagged. */
  readonly vlan: readonly number[];
}

/** One way in which captures wrap IPv4. The numbers are those of tcpdump.org/linktypes.html. */
export interface LinkLayer {
  /** Where IPv4 begins in `[at, end)`, or -1. Allocates nothing: it runs for every packet of a capture. */
  readonly ipAt: (bytes: Uint8Array, at: number, end: number) => number;
  readonly addresses: (bytes: Uint8Array, at: number) => LinkAddresses;
}
