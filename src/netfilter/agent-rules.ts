import { conditionsOf, snatAddressOf } from './predicates.ts';
import type { Rule } from './rule.ts';

/*
 * The rules that agents of Neutron write. Each of an agent's chains ends with the name of the one that it hangs on, or
 * of what it is for (Neutron, iptables_manager.py).
 */

/** The chain of its own that an agent has hooked into a built-in one, such as `neutron-l3-agent-INPUT`. */
export function chainOfAgent(rules: readonly Rule[], chain: string): string | undefined {
  const jump = rules.find((rule) => isJumpToAgent(rule, chain));
  return jump?.target.kind === 'jump' ? jump.target.chain : undefined;
}

/** Whether a rule leads all that comes to a built-in chain to the agent's. */
export const isJumpToAgent = (rule: Rule, chain: string): boolean =>
  rule.chain === chain &&
  rule.target.kind === 'jump' &&
  rule.target.chain.endsWith(`-${chain}`) &&
  conditionsOf(rule).length === 0;

/** The addresses that the L3 agent's rules give to all that has no floating IP. */
export const snatAddressesOfAgent = (rules: readonly Rule[]): readonly string[] =>
  rules.filter(({ chain }) => chain.endsWith('-l3-agent-snat')).flatMap((rule) => snatAddressOf(rule) ?? []);
