import { type PartialInterface } from './partial-interface.ts';
/** `ip addr`, `ip link`, with or without -d, -o, -s, -4. Seen with iproute2 ss111117 (2011) to 6.1. */
export declare function parseIpAddress(text: string): readonly PartialInterface[];
