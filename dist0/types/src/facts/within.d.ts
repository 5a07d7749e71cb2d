import type { Argv } from '../host/process.ts';
/** A command in a namespace, or on the host itself. */
export declare const within: (namespace: string | undefined, ...words: Argv) => Argv;
/** `ip` there, which enters a namespace by itself (ip(8), "-netns"). */
export declare const ip: (namespace: string | undefined, ...words: readonly string[]) => Argv;
