import { defineCheck, type Fix, required, requiredPart } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { iptables } from '../../src/facts/within.ts';
import { isJumpToAgent } from '../../src/netfilter/agent-rules.ts';
import { addressOf, conditionsOfKind, isDropping, isForPort } from '../../src/netfilter/predicates.ts';
import type { Rule } from '../../src/netfilter/rule.ts';
import { rulesOfChain, spellMark } from '../../src/netfilter/tables.ts';
import { deleteRules } from '../../src/remedies/iptables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';
import type { Router } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'metadata-input-filtered',
  layer: 'metadata',
  title: 'Router drops requests to its metadata proxy',
  why: "Requests are redirected to the proxy's port, and a rule of the INPUT chain drops them there.",
  symptom: 'Metadata requests reach the router (tcpdump on qr) and get no reply.',
  remedy: "Delete the foreign rule, or restore the agent's rules that mark redirected packets and accept the mark.",
  limits:
    "Covers rules in INPUT with the proxy's port, and the agent's mark; the chain's policy and rules with other matches are not checked.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/driver.py',
    'https://man7.org/linux/man-pages/man8/iptables-extensions.8.html',
  ],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ at, isWanted }) => 'router' in at && (!isWanted.known || isWanted.value),
  judge({ at, isWanted, port }) {
    if (!('router' in at) || !required(isWanted)) return undefined;
    const { router } = at;
    const filter = required(tableOf(router.tables, 'filter')).filter(
      ({ chain }) => chain === 'INPUT' || chain.endsWith('-INPUT'),
    );
    const drops = filter.filter((rule) => isDropping(rule) && isForPort(rule, 'tcp', 'destination-port', port));
    const foreign = drops.filter((rule) => rule.chain === 'INPUT' && isBeforeAgents(filter, rule));
    const own = drops.find(({ chain }) => chain !== 'INPUT');
    const obstacle =
      foreign.length > 0
        ? deleting(router, foreign)
        : own === undefined
          ? undefined
          : unmarked(router, filter, own, port);
    return (
      obstacle && {
        summary: `The rules of ${router.namespace} drop requests to the metadata proxy: ${obstacle.because}.`,
        evidence: [rulesEvidence(router, 'filter', '-INPUT '), rulesEvidence(router, 'mangle', metadataAddress)],
        fix: obstacle.fix,
      }
    );
  },
});

interface Obstacle {
  readonly because: string;
  readonly fix: Fix;
}

/** What stands behind the jump to the agent's chain is not reached by what that chain accepts. */
function isBeforeAgents(filter: readonly Rule[], rule: Rule): boolean {
  const jump = filter.findIndex((one) => isJumpToAgent(one, 'INPUT'));
  return jump === -1 || filter.indexOf(rule) < jump;
}

const deleting = ({ namespace }: Router, rules: readonly Rule[]): Obstacle => ({
  because: `\`${rules.map(({ text }) => text).join('`, `')}\` is not a rule of the L3 agent`,
  fix: deleteRules(namespace, rules, 'Neutron does not write such a rule: find what added it.'),
});

const keeps = 'The L3 agent maintains this rule; restarting it has the same effect.';

/**
 * The agent drops what comes to the port by any other way, and knows redirected packets by a mark that it sets on them
 * before the redirection (Neutron since Juno, metadata/driver.py).
 */
function unmarked(router: Router, filter: readonly Rule[], drop: Rule, port: number): Obstacle | undefined {
  const { chain } = drop;
  const before = rulesOfChain(filter.slice(0, filter.indexOf(drop)), chain);
  const accepts = before.filter(({ target }) => target.kind === 'accept');
  const accepted = accepts.flatMap((rule) => conditionsOfKind(rule, 'mark').map(spellMark));
  const sets = required(tableOf(router.tables, 'mangle')).flatMap((rule) => {
    const isForMetadata = addressOf(rule, 'destination') === metadataAddress;
    return isForMetadata && rule.target.kind === 'set-mark' ? [spellMark(rule.target)] : [];
  });
  const [mark] = sets;
  const [wanted] = accepted;
  if (accepts.some((rule) => isForPort(rule, 'tcp', 'destination-port', port))) return undefined;
  if (mark !== undefined && accepted.includes(mark)) return undefined;
  if (wanted !== undefined && mark === undefined) {
    const mangle = chain.replace(/-INPUT$/, '-PREROUTING');
    const words = ['-d', `${metadataAddress}/32`, '-i', 'qr-+', '-p', 'tcp', '-m', 'tcp', '--dport', '80'];
    const rule = [mangle, ...words, '-j', 'MARK', '--set-xmark', wanted];
    return {
      because: `no rule sets the mark ${wanted} that is accepted`,
      fix: safeFix(
        'Restore the rule that marks them',
        [iptables(router, 'mangle', '-A', ...rule)],
        [iptables(router, 'mangle', '-D', ...rule)],
        keeps,
      ),
    };
  }
  if (mark === undefined) return undefined;
  // An accepting rule of another mark, or of a match that is not read, may be the one, misread in a saved text.
  requiredPart(accepts.length === 0 ? mark : undefined, `what is accepted in ${chain} before it drops`);
  const rule = [chain, '-m', 'mark', '--mark', mark, '-j', 'ACCEPT'];
  return {
    because: `no rule before \`${drop.text}\` accepts the mark ${mark}`,
    fix: safeFix(
      'Restore the rule that accepts them',
      [iptables(router, 'filter', '-I', ...rule)],
      [iptables(router, 'filter', '-D', ...rule)],
      keeps,
    ),
  };
}
