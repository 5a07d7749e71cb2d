import { agentMissing, isExpected } from '../../src/engine/agents.ts';
import { defineCheck } from '../../src/engine/check.ts';

export default defineCheck({
  id: 'dhcp-agent-not-running',
  layer: 'platform',
  title: 'DHCP agent does not run',
  why: 'It makes the DHCP servers and tells them of new VMs: without it new VMs get no address, and a dead dnsmasq stays dead.',
  symptom:
    'VMs that were there before renew their leases as ever; new ones, and those of new networks, boot without an address.',
  remedy: 'Restart the service of the DHCP agent, which makes the servers of its networks again.',
  limits:
    'A warning while some network is served here. Where none is, VMs on the host make it an error, though an agent of another node may serve them.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/dhcp/agent.py',
    'https://github.com/risuorg/risu',
  ],
  severity: 'error',
  each: 'agents',
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'dhcp-agent' && isExpected(agent),
  judge: (agent) => agentMissing(agent, 'makes the DHCP servers of its networks'),
});
