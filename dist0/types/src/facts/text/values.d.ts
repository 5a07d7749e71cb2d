import type { Address } from '../stack.ts';
export declare function macOf(word: string | undefined): string | undefined;
export declare function numberOf(word: string | undefined, line: string): number;
export declare function addressOf(family: Address['family'], address: string | undefined, prefixLength: string | undefined, line: string): Address;
/** `255.255.255.0` is 24. */
export declare function prefixLengthOf(mask: string | undefined, line: string): number;
/** `default`, `10.0.0.1` and `10.0.0.0/24` in the last form; undefined for what is not IPv4. */
export declare function ipv4Prefix(word: string | undefined): string | undefined;
/** `10.11.12.5`, 24 → `10.11.12.0/24`. */
export declare function subnetOf(address: string, prefixLength: number): string;
/** The word that follows the first `key`, in a line made of keys, values and flags. */
export declare function wordAfter(words: readonly string[], key: string): string | undefined;
