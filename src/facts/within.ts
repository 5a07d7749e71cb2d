import type { Argv } from '../host/process.ts';

/** A command in a namespace, or on the host itself. */
export const within = (namespace: string | undefined, ...words: Argv): Argv =>
  namespace === undefined ? words : ['ip', 'netns', 'exec', namespace, ...words];

/** `ip` there, which enters a namespace by itself (ip(8), "-netns"). */
export const ip = (namespace: string | undefined, ...words: readonly string[]): Argv =>
  namespace === undefined ? ['ip', ...words] : ['ip', '-n', namespace, ...words];

/** `iptables` in the namespace of a router, on one of its tables. */
export const iptables = (
  { namespace }: { readonly namespace: string },
  table: string,
  ...words: string[]
): readonly string[] => within(namespace, 'iptables', '-t', table, ...words);
