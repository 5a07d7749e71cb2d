import { defineCheck } from '../../src/engine/check.ts';
import { agentMissing, isExpected } from '../../src/judgements/agents.ts';

export default defineCheck({
  id: 'dhcp-agent-not-running',
  layer: 'platform',
  title: 'DHCP agent is not running',
  why: 'Without it new VMs get no address, and a dead dnsmasq is not restarted.',
  symptom: 'Existing VMs renew their leases; new ones, and those of new networks, boot without an address.',
  remedy: 'Restart the service of the DHCP agent, which starts the servers of its networks.',
  limits:
    'A warning while some network is served here. Where none is, VMs on the host make it an error, though another node may serve them.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/dhcp/agent.py',
    'https://github.com/risuorg/risu',
  ],
  severity: 'error',
  each: 'agents',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['ovsdb-server-not-answering', 'ovs-vswitchd-not-answering'],
  applies: (agent) => agent.role === 'dhcp-agent' && isExpected(agent),
  judge: (agent, { services }) => agentMissing(agent, 'starts the DHCP servers of its networks', services),
});
