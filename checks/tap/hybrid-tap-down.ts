import { defineCheck } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';

export default defineCheck({
  id: 'hybrid-tap-down',
  layer: 'tap',
  title: 'Tap of a VM is down',
  why: "The VM's cable is unplugged on the host's side: nothing it sends arrives, nothing reaches it.",
  symptom: 'The VM sees its link as up and gets no answer to anything.',
  remedy: 'Set the tap up on the host.',
  limits:
    'A link that was set down inside the guest, or by `virsh domif-setlink`, leaves the flag of the tap as it was, and passes.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://www.libvirt.org/manpages/virsh.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge({ tap }) {
    if (tap === undefined || isUp(tap)) return undefined;
    return {
      summary: `${tap.name} is down.`,
      evidence: [linkEvidence(undefined, tap.name, tap)],
      fix: setUpFix([tap], 'libvirt sets the tap up when the instance starts: find out who set it down.'),
    };
  },
});
