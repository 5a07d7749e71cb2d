import { within } from '../../facts/within.ts';
import type { Router } from '../../topology/types.ts';
import type { Evidence, Fix } from '../check.ts';
import { restartFix, safeFix } from './agents.ts';

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

/** Puts rules back that the L3 agent made: each is its chain and its words. */
export const natRulesFix = (router: Router, rules: readonly (readonly string[])[], summary: string): Fix =>
  safeFix(
    summary,
    rules.map((rule) => iptables(router, 'nat', '-A', ...rule)),
    rules.map((rule) => iptables(router, 'nat', '-D', ...rule)),
    'The L3 agent keeps this rule: a restart of it has the same effect.',
  );

/** For rules that are not known whole. */
export const reloadRulesFix = ({ host }: Router): Fix | null =>
  restartFix(host, 'l3-agent', 'loads the rules of its routers anew');
