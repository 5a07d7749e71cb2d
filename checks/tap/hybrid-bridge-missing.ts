import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'hybrid-bridge-missing',
  layer: 'tap',
  title: 'Linux bridge of a VM does not exist',
  why: "The qbr bridge connects the VM's tap to the switch.",
  symptom: "A VM's DHCPDISCOVERs are seen at its tap and nowhere else.",
  remedy: 'Create qbr as nova does, without STP and learning, add tap and qvb, and set it up.',
  limits:
    'A tap without qvb and qvo is plugged into the switch directly and has no qbr; an incomplete list of devices proves nothing.',
  sources: [
    'https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  with: ['hostStack'],
  explainedBy: [],
  applies: ({ tap, qvb, qvo }) => tap !== undefined && (qvb !== undefined || qvo !== undefined),
  judge({ portKey, qbr, tap, qvb }, { hostStack }) {
    if (qbr !== undefined || !hostStack.isComplete) return undefined;
    const name = `qbr${portKey}`;
    const members = [tap, qvb].flatMap((device) => device?.name ?? []);
    return {
      summary: `${name}, the bridge between ${members.join(' and ')}, does not exist.`,
      evidence: [linkEvidence(undefined, name, undefined)],
      fix: safeFix(
        'Re-create the bridge with its two ports, as nova does',
        [
          ['ip', 'link', 'add', name, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', 'ageing_time', '0'],
          ...members.map((member) => ['ip', 'link', 'set', member, 'master', name]),
          ['ip', 'link', 'set', name, 'up'],
        ],
        [['ip', 'link', 'del', name]],
        'nova creates the bridge at each start of the instance: find what deleted it.',
      ),
    };
  },
});
