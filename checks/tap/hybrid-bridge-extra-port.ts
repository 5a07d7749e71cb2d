import { defineCheck } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/evidence/devices.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'hybrid-bridge-extra-port',
  layer: 'tap',
  title: 'Another device is on the bridge of a VM',
  why: "The bridge of a hybrid plug joins the VM's tap and qvb only: what else is on it reaches the VM past the switch.",
  symptom:
    'One VM gets a lease of another DHCP server now and then, or loses packets to a machine that Neutron does not know.',
  remedy: 'Take the device out of the bridge, unless somebody has put it there to watch the VM.',
  limits:
    'Only on hybrid plugs whose own tap is on the bridge. What the device sends is not judged: packets of ours enter at the switch and do not pass it.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-selfservice.html',
    'https://man7.org/linux/man-pages/man8/bridge.8.html',
  ],
  severity: 'warning',
  each: 'vmPorts',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ tap, qbr }) => tap !== undefined && qbr !== undefined && tap.master === qbr.name,
  judge({ tap, qbr, address, mac, extraPorts }) {
    if (tap === undefined || qbr === undefined || extraPorts.length === 0) return undefined;
    const names = extraPorts.map(({ name }) => name);
    const call = (...words: readonly string[]) => names.map((name) => ['ip', 'link', 'set', name, ...words]);
    return {
      summary: `${names.join(' and ')} is on ${qbr.name} besides ${tap.name} and its veth: what is behind reaches VM ${address ?? mac ?? ''} past the switch.`,
      evidence: extraPorts.map(masterEvidence),
      fix: safeFix(
        `Take ${names.join(' and ')} out of ${qbr.name}`,
        call('nomaster'),
        call('master', qbr.name),
        'Find what added it (a script, another hypervisor tool) and stop that.',
      ),
    };
  },
});
