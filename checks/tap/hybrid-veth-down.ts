import { defineCheck } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';

export default defineCheck({
  id: 'hybrid-veth-down',
  layer: 'tap',
  title: 'Veth pair of a VM is down',
  why: "The pair qvb–qvo leads from the VM's bridge to the switch; with one end down nothing passes.",
  symptom: "Tcpdump sees the VM's packets on its bridge, and none of them at the switch.",
  remedy: 'Set the ends of the pair up that are down.',
  limits:
    'Only the flag UP is read, on both ends. A pair of devices from two different pairs, each up, is not recognised.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://man7.org/linux/man-pages/man4/veth.4.html',
    'https://github.com/platform9/pf9-neutron-debug',
  ],
  severity: 'error',
  each: 'vmPorts',
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
      fix: setUpFix(down, 'nova sets the pair up at each start of the instance: find out who set it down.'),
    };
  },
});
