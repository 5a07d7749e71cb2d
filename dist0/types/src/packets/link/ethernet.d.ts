export declare const etherTypeIpv4 = 2048;
/**
 * Where IPv4 begins behind an EtherType and its VLAN tags, or -1. `at` is the place after the type. Allocates nothing:
 * it runs for every packet of a capture.
 */
export declare function ipAfterType(bytes: Uint8Array, etherType: number, at: number, end: number): number;
/** Where IPv4 begins behind LLC and SNAP (IEEE 802.2, RFC 1042), or -1. */
export declare function ipAfterLlc(bytes: Uint8Array, at: number, end: number): number;
/** The VLAN IDs behind an EtherType, outermost first. */
export declare function vlansAfterType(bytes: Uint8Array, etherType: number, at: number): readonly number[];
