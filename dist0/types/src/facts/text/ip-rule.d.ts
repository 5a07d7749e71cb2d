import type { Rule } from '../stack.ts';
/** `ip rule`, of IPv4. Seen with iproute2 ss111117 (2011) to 6.1. */
export declare const parseIpRule: (text: string) => readonly Rule[];
