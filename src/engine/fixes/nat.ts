import { within } from '../../facts/within.ts';
import type { Router } from '../../topology/types.ts';
import type { Evidence } from '../check.ts';

/** `iptables` in a router's namespace, on one of its tables. */
export const iptables = ({ namespace }: Router, table: string, ...words: string[]): readonly string[] =>
  within(namespace, 'iptables', '-t', table, ...words);

/** The rules of a table that name something, or that there are none. */
export const rulesEvidence = (router: Router, table: string, sought: string): Evidence => {
  const found = router.tables.known ? (router.tables.value.get(table)?.rules ?? []) : [];
  return {
    command: iptables(router, table, '-S'),
    where: router.namespace,
    output: found.filter((rule) => rule.includes(sought)).join('\n') || `(no rule with ${sought})`,
  };
};
