import { defineCheck } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { ruleWords } from '../../src/engine/fixes/netfilter.ts';
import { masqueradeEvidence, masqueradeFor } from '../../src/engine/host-firewall.ts';

export default defineCheck({
  id: 'host-masquerades-tenants',
  layer: 'host-route',
  title: 'Host puts its own address on what it forwards to the tenants',
  why: 'VMs see all clients as the host: rules of security groups that name addresses match the wrong ones or none.',
  symptom: 'Services in VMs log the host as the client of every connection.',
  remedy: 'Delete the rule.',
  limits:
    'Only a rule for all that goes out by the bridge is reported; one with -s or -d is taken as meant. With an uplink on the bridge it is not asked.',
  sources: ['https://github.com/blueboxgroup/ursula/issues/2757', 'https://github.com/canonical/microk8s/issues/62'],
  severity: 'warning',
  each: 'externalBridges',
  explainedBy: [],
  // With an uplink, tenants' packets pass by in the switch, and the host hides its own guests behind the bridge's address.
  applies: ({ interface: device, uplinks }) => device !== undefined && uplinks.length === 0,
  judge({ host, name }) {
    const rule = masqueradeFor(host, name);
    if (rule === undefined) return undefined;
    const words = ruleWords(rule);
    return {
      summary: `The host's rule "${rule}" rewrites what goes out by ${name}.`,
      evidence: [masqueradeEvidence(rule)],
      fix: safeFix(
        'Delete the rule',
        [['iptables', '-t', 'nat', '-D', ...words]],
        [['iptables', '-t', 'nat', '-A', ...words]],
        'Whoever set the rule up at boot has to name the device by which it is meant to work (-o).',
      ),
    };
  },
});
