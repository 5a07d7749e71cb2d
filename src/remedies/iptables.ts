import type { Fix } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import { iptables, within } from '../facts/within.ts';
import type { Rule } from '../netfilter/rule.ts';
import type { Router } from '../topology/routers.ts';
import { restartFix } from './agents.ts';
import { safeFix } from './safe-fix.ts';

/** Puts rules back that the L3 agent made: each is its chain and its words. */
export const natRulesFix = (router: Router, rules: readonly (readonly string[])[], summary: string): Fix =>
  safeFix(
    summary,
    rules.map((rule) => iptables(router, 'nat', '-A', ...rule)),
    rules.map((rule) => iptables(router, 'nat', '-D', ...rule)),
    'The L3 agent maintains this rule; restarting it has the same effect.',
  );

/** For rules that are not known whole. */
export const reloadRulesFix = (services: Known<Services>): Fix | null =>
  restartFix(services, 'l3-agent', 'reloads the rules of its routers');

/** Chain and words of a rule, as they follow `-A` or `-D`. */
export const ruleWords = ({ chain, words }: Rule): readonly string[] => [chain, ...words];

/** Takes rules of iptables away that no agent wrote. */
export const deleteRules = (namespace: string | undefined, rules: readonly Rule[], permanent: string): Fix =>
  safeFix(
    rules.length === 1 ? 'Delete the rule' : 'Delete the rules',
    rules.map((rule) => within(namespace, 'iptables', '-t', rule.table, '-D', ...ruleWords(rule))),
    rules.map((rule) => within(namespace, 'iptables', '-t', rule.table, '-I', ...ruleWords(rule))),
    permanent,
  );
