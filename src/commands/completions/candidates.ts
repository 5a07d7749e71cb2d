import type { CommandInterface, Value, ValueKind } from '../interface.ts';

/** What stands for a kind of value: words that are known now, and what the shell looks up when it completes. */
export interface Candidates {
  readonly words: readonly string[];
  /** A command of any shell; it needs no root. */
  readonly lookup?: string;
}

/** The kinds that a shell completes from lists; it has its own for files and hosts. */
export type ListedKind = Exclude<ValueKind, 'file' | 'host'>;

/** What a script is made from. */
export interface CompletionInput {
  readonly program: CommandInterface;
  readonly candidates: Readonly<Record<ListedKind, Candidates>>;
}

/** What a command line has come to when it names a command: the path before it, a blank, and its name. */
export const pathsBelow = (all: readonly CommandInterface[]): readonly string[] =>
  all.flatMap(({ path }) => (path === '' ? [] : [path.includes(' ') ? path : ` ${path}`]));

export const isListed = (kind: ValueKind): kind is ListedKind => kind !== 'file' && kind !== 'host';

/** Namespaces and devices of this host show its networks, routers and ports. */
export const lookups = {
  playbook: "ls /etc/qdoctor/playbooks 2>/dev/null | sed -n 's/\\.ya*ml$//p'",
  network: "ls /run/netns 2>/dev/null | sed -n 's/^qdhcp-//p'",
  router: "ls /run/netns 2>/dev/null | sed -n 's/^qrouter-//p'",
  port: "ls /sys/class/net 2>/dev/null | grep -E '^(qvo|tap)'",
} as const satisfies Partial<Record<ListedKind, string>>;

/** Whether anything can complete a value. */
export const canComplete = ({ kinds, choices }: Value): boolean => kinds.length > 0 || choices.length > 0;
