import type { Argv } from '../../src/host/process.ts';

/** A shell script of a look-alike, with its words. */
export const script = (text: string, ...words: readonly string[]): Argv => ['sh', '-ec', text, 'look-alike', ...words];
