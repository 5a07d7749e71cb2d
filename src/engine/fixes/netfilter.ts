import { within } from '../../facts/within.ts';
import type { Fix } from '../check.ts';
import { safeFix } from './agents.ts';

/** Chain and words of a rule, given with `-A` as iptables-save prints it, which quotes comments as a shell would. */
export const ruleWords = (rule: string): readonly string[] =>
  [...rule.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)]
    .map(([, quoted, plain]) => (quoted === undefined ? (plain ?? '') : quoted.replace(/\\(.)/g, '$1')))
    .slice(1);

/** Takes rules away that no agent wrote. They are given with `-A`, as iptables-save prints them. */
export const deleteRules = (
  namespace: string | undefined,
  table: string,
  rules: readonly string[],
  permanent: string,
): Fix =>
  safeFix(
    rules.length === 1 ? 'Delete the rule' : 'Delete the rules',
    rules.map((rule) => within(namespace, 'iptables', '-t', table, '-D', ...ruleWords(rule))),
    rules.map((rule) => within(namespace, 'iptables', '-t', table, '-I', ...ruleWords(rule))),
    permanent,
  );

/** Whether a rule throws packets away. */
export const isDrop = (rule: string): boolean => / -j (?:DROP|REJECT)\b/.test(rule);
