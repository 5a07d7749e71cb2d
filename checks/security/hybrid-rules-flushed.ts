import { defineCheck } from '../../src/engine/check.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'hybrid-rules-flushed',
  layer: 'security',
  title: 'Rules of the security groups were flushed',
  why: "The agent's chains exist but are empty: VMs are unfiltered and can spoof addresses.",
  symptom: 'VMs answer on ports that their security groups close, since the firewall was flushed or reloaded.',
  remedy: 'Restart the Open vSwitch agent, which restores all rules.',
  limits:
    "Recognised by the agent's empty chain: deleted chains look like another firewall driver. Where br-int has flows of the native firewall, empty chains are ignored.",
  sources: [
    'https://thenewstack.io/solving-a-common-beginners-problem-when-pinging-from-an-openstack-instance/',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
  ],
  severity: 'warning',
  each: 'hybridFirewalls',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['l2-agent-not-running'],
  applies: ({ vms, unruled }) => vms.length + unruled.length > 0,
  judge({ chain, unruled }, { services }) {
    if (unruled.length === 0) return undefined;
    return {
      summary: `${chain} is empty: no filter for ${unruled.map(({ portKey }) => `tap${portKey}`).join(', ')}.`,
      evidence: [{ command: ['iptables', '-S', chain], where: 'host', output: `-N ${chain}` }],
      fix: restartFix(services, 'l2-agent', 'restores the rules of all VMs'),
    };
  },
});
