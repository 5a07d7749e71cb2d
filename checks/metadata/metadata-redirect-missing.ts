import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { chainOfAgent } from '../../src/netfilter/agent-rules.ts';
import { addressOf } from '../../src/netfilter/predicates.ts';
import { natRulesFix, reloadRulesFix } from '../../src/remedies/iptables.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';

export default defineCheck({
  id: 'metadata-redirect-missing',
  layer: 'metadata',
  title: 'Router lacks the metadata REDIRECT rule',
  why: 'The proxy listens, but no rule redirects requests to 169.254.169.254 to it.',
  symptom: "VMs' metadata requests leave the router by qg instead of reaching the proxy.",
  remedy: "Restore the L3 agent's REDIRECT rule.",
  limits: 'Any rule for 169.254.169.254 in the NAT table counts as intended. A router without a proxy is not checked.',
  sources: [
    'https://bderzhavets.blogspot.com/2014/11/access-to-metadata-via-qrouter.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/driver.py',
  ],
  severity: 'error',
  each: 'metadataPoints',
  with: ['services'],
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ at, proxies }) => 'router' in at && proxies.known && proxies.value.some(({ isAtHome }) => isAtHome),
  judge({ at, isWanted, port, proxies, subject }, { services }) {
    if (!('router' in at) || required(isWanted)) return undefined;
    const { router } = at;
    const nat = required(tableOf(router.tables, 'nat'));
    // Another rule for the address leads elsewhere, by intent.
    if (nat.some((rule) => addressOf(rule, 'destination') === metadataAddress)) return undefined;
    const prefix = chainOfAgent(nat, 'PREROUTING');
    const words = ['-d', `${metadataAddress}/32`, '-i', 'qr-+', '-p', 'tcp', '-m', 'tcp', '--dport', '80'];
    const rule = [prefix ?? '', ...words, '-j', 'REDIRECT', '--to-ports', String(port)];
    return {
      summary: `${router.namespace} lacks the REDIRECT rule from ${metadataAddress} to the metadata proxy.`,
      evidence: [rulesEvidence(router, 'nat', metadataAddress), processEvidence(required(proxies), subject.id)],
      fix: prefix === undefined ? reloadRulesFix(services) : natRulesFix(router, [rule], 'Restore the rule'),
    };
  },
});
