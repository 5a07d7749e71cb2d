import { defineCheck } from '../../src/engine/check.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'security-group-drops-many',
  layer: 'security',
  title: 'Security groups drop many packets',
  why: 'What no rule of a security group lets through ends in the fallback chain of the agent, which drops it.',
  symptom:
    'A VM answers ARP, and neither ping nor ssh reaches it; captures show the packets at qvb and not at the tap.',
  remedy:
    'Add the rule that is missing: `openstack security group rule create --protocol icmp GROUP`, the same for tcp with --dst-port 22.',
  limits:
    'Read from the counter of the fallback chain, where a saved text shows that chain alone. Whether the packets were meant to pass is unknown.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/intro-os-networking.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
  ],
  severity: 'warning',
  each: 'statements',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: says('group-dropped'),
  judge: (item) =>
    statedFault(item, 'group-dropped', ({ packets }) => ({
      summary: `Security groups dropped ${packets} packets that none of their rules lets through; whether these were meant to pass is unknown.`,
      fix: null,
    })),
});
