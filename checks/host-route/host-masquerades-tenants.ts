import { masqueradeFor } from '../../src/analysis/host-firewall.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { masqueradeEvidence } from '../../src/evidence/rules.ts';
import { ruleWords } from '../../src/remedies/iptables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'host-masquerades-tenants',
  layer: 'host-route',
  title: 'Host masquerades traffic to tenant networks',
  why: 'VMs see all clients as the host: security group rules with addresses match wrongly or not at all.',
  symptom: 'Services in VMs log the host as the client of every connection.',
  remedy: 'Delete the rule.',
  limits:
    'Only a rule for all traffic out of the bridge is reported; one with -s or -d is taken as intended. Not checked with an uplink on the bridge.',
  sources: ['https://github.com/blueboxgroup/ursula/issues/2757', 'https://github.com/canonical/microk8s/issues/62'],
  severity: 'warning',
  each: 'externalBridges',
  with: ['hostTables'],
  explainedBy: [],
  // With an uplink, tenants' packets pass by in the switch, and the host hides its own guests behind the bridge's address.
  applies: ({ interface: device, uplinks }) => device !== undefined && uplinks.length === 0,
  judge({ name }, { hostTables }) {
    const rule = masqueradeFor(hostTables, name);
    if (rule === undefined) return undefined;
    const words = ruleWords(rule);
    return {
      summary: `The host's rule "${rule.text}" masquerades traffic out of ${name}.`,
      evidence: [masqueradeEvidence(rule)],
      fix: safeFix(
        'Delete the rule',
        [['iptables', '-t', 'nat', '-D', ...words]],
        [['iptables', '-t', 'nat', '-A', ...words]],
        'Name the outgoing device (-o) where the rule is configured.',
      ),
    };
  },
});
