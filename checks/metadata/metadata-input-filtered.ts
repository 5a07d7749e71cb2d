import { defineCheck, type Fix, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { iptables, rulesEvidence } from '../../src/engine/fixes/nat.ts';
import { deleteRules } from '../../src/engine/fixes/netfilter.ts';
import { rulesIn, tableOf } from '../../src/facts/netfilter.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';
import type { Router } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'metadata-input-filtered',
  layer: 'metadata',
  title: 'Router drops requests to its metadata proxy',
  why: 'Requests are redirected to the port of the proxy, and a rule of the INPUT chain drops them there.',
  symptom: 'Requests for metadata come to the router, as tcpdump on qr shows, and never get an answer.',
  remedy: "Delete the foreign rule, or put back the agent's own that marks redirected packets and accepts the mark.",
  limits:
    'It looks for rules in INPUT that name the port of the proxy, and for the mark that the agent sets; a policy of the chain or a rule on other matches is not judged.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/driver.py',
    'https://man7.org/linux/man-pages/man8/iptables-extensions.8.html',
  ],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ at, isWanted }) => 'router' in at && (!isWanted.known || isWanted.value),
  judge({ at, isWanted, port }) {
    if (!('router' in at) || !told(isWanted)) return undefined;
    const { router } = at;
    const filter = told(tableOf(router.tables, 'filter')).filter((rule) => /^-A (?:INPUT|\S+-INPUT) /.test(rule));
    const drops = filter.filter((rule) => isDrop(rule, port));
    const foreign = drops.filter((rule) => rule.startsWith('-A INPUT ') && isBeforeAgents(filter, rule));
    const own = drops.find((rule) => !rule.startsWith('-A INPUT '));
    const obstacle =
      foreign.length > 0
        ? deleting(router, foreign)
        : own === undefined
          ? undefined
          : unmarked(router, filter, own, port);
    return (
      obstacle && {
        summary: `The rules of ${router.namespace} drop what is redirected to the metadata proxy: ${obstacle.because}.`,
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

const isDrop = (rule: string, port: number): boolean =>
  new RegExp(`^-A \\S+ -p tcp (?:-m tcp )?--dport ${port} .*-j (?:DROP|REJECT)`).test(`${rule} `);

/** What stands behind the jump to the agent's chain is not reached by what that chain accepts. */
function isBeforeAgents(filter: readonly string[], rule: string): boolean {
  const jump = filter.findIndex((one) => /^-A INPUT -j \S+-INPUT$/.test(one));
  return jump === -1 || filter.indexOf(rule) < jump;
}

const deleting = ({ namespace }: Router, rules: readonly string[]): Obstacle => ({
  because: `\`${rules.join('`, `')}\` is none of the L3 agent's`,
  fix: deleteRules(namespace, 'filter', rules, 'Nothing of Neutron puts such a rule there: find out who did.'),
});

const keeps = 'The L3 agent keeps this rule: a restart of it has the same effect.';

/**
 * The agent drops what comes to the port by any other way, and knows redirected packets by a mark that it sets on them
 * before the redirection (Neutron since Juno, metadata/driver.py).
 */
function unmarked(router: Router, filter: readonly string[], drop: string, port: number): Obstacle | undefined {
  const chain = drop.split(' ')[1] ?? '';
  const accepts = rulesIn(filter.slice(0, filter.indexOf(drop)), chain);
  const accepted = accepts.flatMap((rule) => rule.match(/-m mark --mark (\S+) -j ACCEPT$/)?.[1] ?? []);
  const sets = told(tableOf(router.tables, 'mangle')).flatMap(
    (rule) => rule.match(/ -d 169\.254\.169\.254\/32 .*-j MARK --set-x?mark (\S+)$/)?.[1] ?? [],
  );
  const [mark] = sets;
  const [wanted] = accepted;
  if (accepts.some((rule) => rule.includes(`--dport ${port} -j ACCEPT`))) return undefined;
  if (mark !== undefined && accepted.includes(mark)) return undefined;
  if (wanted !== undefined && mark === undefined) {
    const mangle = chain.replace(/-INPUT$/, '-PREROUTING');
    const words = ['-d', `${metadataAddress}/32`, '-i', 'qr-+', '-p', 'tcp', '-m', 'tcp', '--dport', '80'];
    const rule = [mangle, ...words, '-j', 'MARK', '--set-xmark', wanted];
    return {
      because: `no rule sets the mark ${wanted} by which they are let in`,
      fix: safeFix(
        'Put the rule in again that marks them',
        [iptables(router, 'mangle', '-A', ...rule)],
        [iptables(router, 'mangle', '-D', ...rule)],
        keeps,
      ),
    };
  }
  if (mark === undefined) return undefined;
  const rule = [chain, '-m', 'mark', '--mark', mark, '-j', 'ACCEPT'];
  return {
    because: `no rule before \`${drop}\` lets in what has the mark ${mark}`,
    fix: safeFix(
      'Put the rule in again that lets them in',
      [iptables(router, 'filter', '-I', ...rule)],
      [iptables(router, 'filter', '-D', ...rule)],
      keeps,
    ),
  };
}
