import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'hybrid-bridge-down',
  layer: 'tap',
  title: 'Linux bridge of a VM is down',
  why: "A bridge that is down passes nothing between the VM's tap and the switch.",
  symptom: 'A single VM is cut off in both directions, with all its devices in place.',
  remedy: 'Set the qbr bridge up.',
  limits: 'Not checked without a tap: the instance is shut off.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
    'https://github.com/platform9/pf9-neutron-debug',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ tap, qbr }) => tap !== undefined && qbr !== undefined,
  judge({ qbr }) {
    if (qbr === undefined || isUp(qbr)) return undefined;
    return {
      summary: `${qbr.name} is down.`,
      evidence: [linkEvidence(undefined, qbr.name, qbr)],
      fix: setUpFix([qbr], 'nova sets the bridge up at each start of the instance: find what set it down.'),
    };
  },
});
