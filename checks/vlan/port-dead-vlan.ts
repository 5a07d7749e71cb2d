import { defineCheck } from '../../src/engine/check.ts';
import { intentEvidence, tagEvidence } from '../../src/evidence/ports.ts';
import { tagFix } from '../../src/remedies/tags.ts';

export default defineCheck({
  id: 'port-dead-vlan',
  layer: 'vlan',
  title: 'Port is on the dead VLAN',
  why: 'The agent parks ports without a binding on VLAN 4095: the switch drops their traffic.',
  symptom:
    'Broadcasts of a VM, router or DHCP server reach no other port of its network; `ovs-vsctl show` has tag 4095.',
  remedy:
    "Set the network's local VLAN on the port, and clear the trunk of a parked port; if the VLAN is unknown, restart the Open vSwitch agent.",
  limits:
    'A port that is being set up is there for seconds, so it is read twice; saved text shows only one moment. Ports of VMs that are shut off are ignored; where that is unknown, it is a warning.',
  sources: [
    'https://bugs.launchpad.net/bugs/1930414',
    'https://bugs.launchpad.net/bugs/1959564',
    'https://github.com/openstack/neutron/commit/0ddca28454',
  ],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['l2-agent-not-running', 'l2-agent-frozen', 'port-device-missing', 'bridge-mapping-missing'],
  // The port of an instance that is shut off rests there without harm to anybody.
  applies: ({ role, hasGuest }) => role !== 'vm' || hasGuest !== false,
  judge(port, { services }) {
    if (port.port.tag !== 'dead') return undefined;
    // The switch's word for it stands by itself; only whether somebody misses the port does not.
    const isMissed = port.role !== 'vm' || port.hasGuest === true;
    return {
      summary: `${port.subject.name} is on the dead VLAN 4095, expected the local VLAN of its network${isMissed ? '' : '; whether its VM runs is unknown'}.`,
      severity: isMissed ? 'error' : 'warning',
      evidence: [tagEvidence(port), intentEvidence(port)],
      fix: isMissed ? tagFix(port, services) : null,
    };
  },
});
