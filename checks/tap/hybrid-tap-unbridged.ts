import { defineCheck, requiredPart } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/evidence/devices.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'hybrid-tap-unbridged',
  layer: 'tap',
  title: 'Tap of a VM is not on its bridge',
  why: "The VM's tap must be a port of its bridge: otherwise the VM is unplugged.",
  symptom: "The VM's packets are seen at its tap, but not on its bridge; often since the bridge was re-created.",
  remedy: 'Add the tap to qbr again.',
  limits: 'Not checked for a tap without qbr and qvb, which is plugged into the switch directly.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  explainedBy: ['hybrid-bridge-missing'],
  // Without any other piece of the hybrid plug, a tap may well be meant for the switch itself.
  applies: ({ tap, qbr, qvb }) => tap !== undefined && (qbr !== undefined || qvb !== undefined),
  judge({ tap, portKey }) {
    const bridge = `qbr${portKey}`;
    if (tap === undefined || requiredPart(tap.master, `the bridge of ${tap.name}`) === bridge) return undefined;
    return {
      summary: `${tap.name} is not a port of ${bridge}.`,
      evidence: [masterEvidence(tap)],
      fix: safeFix(
        `Add ${tap.name} to ${bridge}`,
        [['ip', 'link', 'set', tap.name, 'master', bridge]],
        [['ip', 'link', 'set', tap.name, 'nomaster']],
        'libvirt does this at each start of the instance: find what undid it.',
      ),
    };
  },
});
