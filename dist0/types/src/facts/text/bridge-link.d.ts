/** `bridge link`: the ports of each bridge that has any. Seen with iproute2 6.1. */
export declare function parseBridgeLink(text: string): ReadonlyMap<string, readonly string[]>;
