/**
 * `ip netns list`, with ` (id: 3)` or without. Seen with iproute2 ss111117 (2011) to 6.1.
 * A name is any file name: spaces, quotes, `$(…)` and escape sequences are part of it.
 */
export declare const parseNetnsList: (text: string) => readonly string[];
