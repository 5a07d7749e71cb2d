import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'hybrid-tap-down',
  layer: 'tap',
  title: 'Tap of a VM is down',
  why: "The VM's link is down on the host's side: it can neither send nor receive.",
  symptom: 'The VM sees its link as up and gets no replies.',
  remedy: 'Set the tap up on the host.',
  limits:
    "A link that was set down inside the guest, or by `virsh domif-setlink`, does not change the tap's flag and passes.",
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://www.libvirt.org/manpages/virsh.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge({ tap }) {
    if (tap === undefined || isUp(tap)) return undefined;
    return {
      summary: `${tap.name} is down.`,
      evidence: [linkEvidence(undefined, tap.name, tap)],
      fix: setUpFix([tap], 'libvirt sets the tap up when the instance starts: find what set it down.'),
    };
  },
});
