import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { natRulesFix, reloadRulesFix, rulesEvidence } from '../../src/engine/fixes/nat.ts';
import { tableOf } from '../../src/facts/netfilter.ts';
import { metadataAddress } from '../../src/topology/metadata.ts';

export default defineCheck({
  id: 'metadata-redirect-missing',
  layer: 'metadata',
  title: 'Router does not lead requests to its metadata proxy',
  why: 'The proxy listens, but no rule turns what VMs send to 169.254.169.254 over to it.',
  symptom: "VMs' requests for metadata leave the router by qg to the provider, instead of coming to the proxy.",
  remedy: 'Add the REDIRECT rule of the L3 agent again.',
  limits:
    'Any rule of the NAT table for 169.254.169.254 counts as intent. A router with no proxy in its namespace is not asked.',
  sources: [
    'https://bderzhavets.blogspot.com/2014/11/access-to-metadata-via-qrouter.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/metadata/driver.py',
  ],
  severity: 'error',
  each: 'metadataPoints',
  explainedBy: ['router-nat-rules-missing'],
  applies: ({ at, proxies }) => 'router' in at && proxies.known && proxies.value.some(({ isAtHome }) => isAtHome),
  judge({ at, isWanted, port, proxies, subject }) {
    if (!('router' in at) || told(isWanted)) return undefined;
    const { router } = at;
    const nat = told(tableOf(router.tables, 'nat'));
    // Another rule for the address leads elsewhere, by intent.
    if (nat.some((rule) => rule.includes(` -d ${metadataAddress}/32 `))) return undefined;
    const prefix = nat.map((rule) => rule.match(/^-A PREROUTING -j (\S+-PREROUTING)$/)?.[1]).find(Boolean);
    const words = ['-d', `${metadataAddress}/32`, '-i', 'qr-+', '-p', 'tcp', '-m', 'tcp', '--dport', '80'];
    const rule = [prefix ?? '', ...words, '-j', 'REDIRECT', '--to-ports', String(port)];
    return {
      summary: `No rule in ${router.namespace} redirects ${metadataAddress} to the metadata proxy.`,
      evidence: [rulesEvidence(router, 'nat', metadataAddress), processEvidence(told(proxies), subject.id)],
      fix: prefix === undefined ? reloadRulesFix(router) : natRulesFix(router, [rule], 'Put the rule in again'),
    };
  },
});
