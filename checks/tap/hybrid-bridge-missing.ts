import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'hybrid-bridge-missing',
  layer: 'tap',
  title: 'Linux bridge of a VM does not exist',
  why: "The qbr bridge joins the VM's tap with the switch's side of its plug.",
  symptom: "A VM's DHCPDISCOVERs are seen at its tap and nowhere after.",
  remedy: 'Make qbr as nova does, without STP and learning, put tap and qvb on it, and set it up.',
  limits:
    'A tap without qvb and qvo is meant for the switch itself and has no qbr; a recording that does not list all devices proves nothing.',
  sources: [
    'https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py',
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap, qvb, qvo }) => tap !== undefined && (qvb !== undefined || qvo !== undefined),
  judge({ portKey, qbr, tap, qvb, host }) {
    if (qbr !== undefined || !host.stack.isComplete) return undefined;
    const name = `qbr${portKey}`;
    const members = [tap, qvb].flatMap((device) => device?.name ?? []);
    return {
      summary: `${name}, the bridge between ${members.join(' and ')}, does not exist.`,
      evidence: [linkEvidence(undefined, name, undefined)],
      fix: safeFix(
        'Make the bridge again, as nova does, with its two ports',
        [
          ['ip', 'link', 'add', name, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', 'ageing_time', '0'],
          ...members.map((member) => ['ip', 'link', 'set', member, 'master', name]),
          ['ip', 'link', 'set', name, 'up'],
        ],
        [['ip', 'link', 'del', name]],
        'nova makes the bridge at each start of the instance: find out what deleted it.',
      ),
    };
  },
});
