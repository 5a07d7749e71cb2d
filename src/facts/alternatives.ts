import type { Argv } from '../host/process.ts';
import type { Excerpt } from './known.ts';

/** One of several ways to learn the same. */
export type Alternative<T> = readonly [words: Argv, parse: (text: string) => T | Excerpt<T>];

/** Types the ways by what is learned from them. */
export const alternatives = <T>(...all: readonly Alternative<T>[]): readonly Alternative<T>[] => all;
