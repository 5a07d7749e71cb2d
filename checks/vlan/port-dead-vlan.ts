import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/engine/evidence.ts';
import { tagFix } from '../../src/engine/fixes/tags.ts';

export default defineCheck({
  id: 'port-dead-vlan',
  layer: 'vlan',
  title: 'Port is on the dead VLAN',
  why: 'VLAN 4095 is where the agent parks ports that it has no binding for: the switch drops whatever they send.',
  symptom:
    'Broadcasts of a VM, router or DHCP server reach no other port of its network; `ovs-vsctl show` has tag 4095.',
  remedy:
    'Set the local VLAN of the network on the port, and take the trunk of a parked port away; without a known VLAN, restart the Open vSwitch agent.',
  limits:
    'A port that is being wired is there for seconds, so only one that stays for a second look counts; saved text is one look, and tells no such port apart. Ports of VMs that are shut off rest there without harm.',
  sources: [
    'https://bugs.launchpad.net/bugs/1930414',
    'https://bugs.launchpad.net/bugs/1959564',
    'https://github.com/openstack/neutron/commit/0ddca28454',
  ],
  severity: 'error',
  each: 'ports',
  explainedBy: ['l2-agent-not-running', 'l2-agent-frozen', 'port-device-missing'],
  // The port of an instance that is shut off rests there without harm to anybody.
  applies: ({ role, hasGuest }) => role !== 'vm' || hasGuest,
  judge(port) {
    if (port.port.tag !== 'dead') return undefined;
    return {
      summary: `${port.subject.name} is on the dead VLAN 4095, where the switch drops what it sends.`,
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: tagFix(port),
    };
  },
});
