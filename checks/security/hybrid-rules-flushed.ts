import { defineCheck } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'hybrid-rules-flushed',
  layer: 'security',
  title: 'Rules of the security groups were flushed',
  why: 'The chains of the agent are there but empty: VMs are open to all, and may call themselves what they like.',
  symptom: 'VMs answer on ports that their security groups close, since somebody flushed or reloaded the firewall.',
  remedy: 'Restart the Open vSwitch agent, which puts all rules in again.',
  limits:
    'It knows by the empty chain of the agent: chains that were deleted too look like a host with another firewall driver. Where br-int has the flows of the native firewall, empty chains are left over.',
  sources: [
    'https://thenewstack.io/solving-a-common-beginners-problem-when-pinging-from-an-openstack-instance/',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py',
  ],
  severity: 'warning',
  each: 'hybridFirewalls',
  explainedBy: ['l2-agent-not-running'],
  applies: ({ vms, unruled }) => vms.length + unruled.length > 0,
  judge({ chain, unruled, host }) {
    if (unruled.length === 0) return undefined;
    return {
      summary: `${chain} is empty, so that nothing filters ${unruled.map(({ portKey }) => `tap${portKey}`).join(', ')}.`,
      evidence: [{ command: ['iptables', '-S', chain], where: 'host', output: `-N ${chain}` }],
      fix: restartFix(host, 'l2-agent', 'puts the rules of all VMs in again'),
    };
  },
});
