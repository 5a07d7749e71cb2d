import { masqueradeFor } from '../../src/analysis/host-firewall.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { masqueradeEvidence } from '../../src/evidence/rules.ts';
import { ruleWords } from '../../src/remedies/iptables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'host-masquerades-all',
  layer: 'host-route',
  title: 'Host masquerades all forwarded traffic',
  why: "A rule for every device also rewrites traffic to the tenants and on the VMs' Linux bridges, including DHCP.",
  symptom: 'Services in VMs log the host as the client of every connection, and VMs intermittently get no lease.',
  remedy: 'Limit the rule to the device of the default route, and delete the connections that it has rewritten.',
  limits:
    'Only a rule without device, source and destination is reported. Not checked with an uplink on the external bridge. Where the default route uses that bridge, the rule is deleted.',
  sources: [
    'https://github.com/blueboxgroup/ursula/issues/2757',
    'https://man7.org/linux/man-pages/man8/iptables-extensions.8.html',
  ],
  severity: 'warning',
  each: 'externalBridges',
  with: ['hostStack', 'hostTables'],
  explainedBy: [],
  applies: ({ interface: device, uplinks }) => device !== undefined && uplinks.length === 0,
  judge({ name }, { hostStack, hostTables }) {
    const rule = masqueradeFor(hostTables, undefined);
    if (rule === undefined) return undefined;
    const words = ruleWords(rule);
    // It was meant for the device that leads to the world.
    const path = required(hostStack.routes).find(isDefaultRoute)?.device;
    const narrow = path === undefined || path === name ? [] : [['POSTROUTING', '-o', path, ...words.slice(1)]];
    const nat = (verb: string, rules: readonly (readonly string[])[]) =>
      rules.map((one) => ['iptables', '-t', 'nat', verb, ...one]);
    return {
      summary: `The host's rule "${rule.text}" masquerades traffic out of ${name} and on the bridges of VMs.`,
      evidence: [masqueradeEvidence(rule)],
      fix: {
        ...safeFix(
          narrow.length === 0 ? 'Delete the rule' : `Limit the rule to ${path}`,
          // What is connected keeps the address that it was given, until it is forgotten.
          [...nat('-A', narrow), ...nat('-D', [words]), ['conntrack', '-F']],
          [...nat('-A', [words]), ...nat('-D', narrow)],
          'Name the outgoing device (-o) where the rule is configured.',
        ),
        risk: 'disruptive',
      },
    };
  },
});
