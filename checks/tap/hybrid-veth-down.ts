import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'hybrid-veth-down',
  layer: 'tap',
  title: 'Veth pair of a VM is down',
  why: "The veth pair qvb/qvo connects the VM's bridge to the switch; with one end down nothing passes.",
  symptom: "The VM's packets are seen on its bridge, but not at the switch.",
  remedy: 'Set both ends of the pair up.',
  limits: 'Reads only the UP flag of both ends. Ends of two different pairs are not recognised.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://man7.org/linux/man-pages/man4/veth.4.html',
    'https://github.com/platform9/pf9-neutron-debug',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ tap, qvo, qvb }) => tap !== undefined && (qvo !== undefined || qvb !== undefined),
  judge({ qvo, qvb }) {
    const ends = [qvo, qvb].flatMap((device) => device ?? []);
    const down = ends.filter((device) => !isUp(device));
    if (down.length === 0) return undefined;
    const names = down.map(({ name }) => name);
    return {
      summary: `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} down.`,
      evidence: down.map((device) => linkEvidence(undefined, device.name, device)),
      fix: setUpFix(down, 'nova sets the pair up at each start of the instance: find what set it down.'),
    };
  },
});
