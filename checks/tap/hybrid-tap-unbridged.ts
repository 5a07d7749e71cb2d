import { defineCheck, toldPart } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'hybrid-tap-unbridged',
  layer: 'tap',
  title: 'Tap of a VM is not on its bridge',
  why: "The VM's own device has to be a port of its bridge: without it the VM's cable is unplugged.",
  symptom: "The VM's packets are seen at its tap, not on its bridge; often since the bridge was made anew.",
  remedy: 'Make the tap a port of qbr again.',
  limits: 'A tap with neither qbr nor qvb beside it is plugged into the switch directly, and not asked.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: ['hybrid-bridge-missing'],
  // Without any other piece of the hybrid plug, a tap may well be meant for the switch itself.
  applies: ({ tap, qbr, qvb }) => tap !== undefined && (qbr !== undefined || qvb !== undefined),
  judge({ tap, portKey }) {
    const bridge = `qbr${portKey}`;
    if (tap === undefined || toldPart(tap.master, `the bridge of ${tap.name}`) === bridge) return undefined;
    return {
      summary: `${tap.name} is not a port of ${bridge}.`,
      evidence: [masterEvidence(tap)],
      fix: safeFix(
        `Make ${tap.name} a port of ${bridge}`,
        [['ip', 'link', 'set', tap.name, 'master', bridge]],
        [['ip', 'link', 'set', tap.name, 'nomaster']],
        'libvirt does this at each start of the instance: find out who undid it.',
      ),
    };
  },
});
