import type { Host } from '../host/host.ts';
import type { Argv } from '../host/process.ts';
import { type Known } from './known.ts';
/** One of several ways to learn the same. */
export type Alternative<T> = readonly [words: Argv, parse: (text: string) => T];
/** The first alternative that the host has an answer to; otherwise `otherwise`. */
export declare function firstOf<T>(host: Host, namespace: string | undefined, alternatives: readonly Alternative<T>[], otherwise: string): Promise<Known<T>>;
