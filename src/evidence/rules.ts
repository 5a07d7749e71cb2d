import type { Evidence } from '../engine/check.ts';
import { iptables } from '../facts/within.ts';
import type { Rule } from '../netfilter/rule.ts';
import { rulesOfTable } from '../netfilter/tables.ts';
import type { DhcpWatch } from '../topology/dhcp-watches.ts';
import type { Router } from '../topology/routers.ts';

/** The rules for bridged frames, which a Linux bridge applies to what passes it. */
export const bridgeEvidence = ({ bridgeRules }: DhcpWatch): readonly Evidence[] =>
  bridgeRules.known
    ? [
        {
          command: ['ebtables-save'],
          where: 'host',
          output:
            bridgeRules.value.length === 0
              ? '(no rule)'
              : bridgeRules.value.map(({ table, text }) => `${table} ${text}`).join('\n'),
        },
      ]
    : [];

export const masqueradeEvidence = (rule: Rule): Evidence => ({
  command: ['iptables', '-t', 'nat', '-S', 'POSTROUTING'],
  where: 'host',
  output: rule.text,
});

/** The rules of a table that name something, or that there are none. */
export const rulesEvidence = (router: Router, name: string, sought: string): Evidence => {
  const table = router.tables.known ? router.tables.value.get(name) : undefined;
  const found = table === undefined ? [] : rulesOfTable(table).map(({ text }) => text);
  return {
    command: iptables(router, name, '-S'),
    where: router.namespace,
    output: found.filter((rule) => rule.includes(sought)).join('\n'),
    about: sought,
  };
};
