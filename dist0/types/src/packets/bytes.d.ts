export declare const u8: (bytes: Uint8Array, at: number) => number;
/** Big-endian, as everything on the wire is. */
export declare const u16: (bytes: Uint8Array, at: number) => number;
export declare const u32: (bytes: Uint8Array, at: number) => number;
export declare const u16le: (bytes: Uint8Array, at: number) => number;
export declare const u32le: (bytes: Uint8Array, at: number) => number;
/**
 * A copy, cut from memory that many share: memory of its own for each packet would cost more than the rest. No Buffers,
 * which take several times as long to make.
 */
export declare function copyOf(bytes: Uint8Array, at: number, end?: number): Uint8Array;
/** Both, one behind the other. */
export declare function joined(one: Uint8Array, other: Uint8Array): Uint8Array;
export declare function hexText(bytes: Uint8Array, separator?: string): string;
/** A hardware address: `length` bytes with colons between them. */
export declare function macText(bytes: Uint8Array, at: number, length?: number): string;
/** 32 bits as `0xdeadbeef`. */
export declare const hex32Text: (value: number) => string;
export declare function ipv4Text(bytes: Uint8Array, at: number): string;
/** The same list, or an earlier one that is equal: one for all packets saves much of their memory. */
export declare function shared<T extends number | string>(list: readonly T[]): readonly T[];
export declare const latin1Text: (bytes: Uint8Array) => string;
/** The four bytes of `10.0.0.1`; a RangeError for anything else, since only our own code calls it. */
export declare function ipv4Bytes(address: string): readonly number[];
/** The bytes of `fa:16:3e:00:00:01`, of any length; a RangeError for anything else. */
export declare function macBytes(address: string): readonly number[];
/** An IPv4 address as a number, for comparing; undefined for anything else. Digit by digit: it runs for every lease. */
export declare function ipv4Number(address: string): number | undefined;
