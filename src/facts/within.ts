import type { Argv } from '../host/process.ts';

/** A command in a namespace, or on the host itself. */
export const within = (namespace: string | undefined, ...words: Argv): Argv =>
  namespace === undefined ? words : ['ip', 'netns', 'exec', namespace, ...words];

/** `ip` there, which enters a namespace by itself (ip(8), "-netns"). */
export const ip = (namespace: string | undefined, ...words: readonly string[]): Argv =>
  namespace === undefined ? ['ip', ...words] : ['ip', '-n', namespace, ...words];
