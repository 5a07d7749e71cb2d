import { defineCheck, requiredPart } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/evidence/devices.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'linux-bridge-tap-unbridged',
  layer: 'tap',
  title: 'Tap is not on the Linux bridge of its network',
  why: "With the Linux bridge agent a tap outside its network's bridge (brq…) is cut off.",
  symptom: "One VM, DHCP server or router port sends, but its packets do not appear on the network's bridge.",
  remedy: 'Add the tap to the bridge of its network.',
  limits:
    "A guest's network is known from its MAC in the DHCP agent's files: not checked where DHCP is served by other hosts, or where the network has no bridge here.",
  sources: [
    'https://bugs.launchpad.net/bugs/1312016',
    'https://github.com/openstack/neutron/commit/f42ea67995',
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb.html',
  ],
  severity: 'error',
  each: 'bridgedTaps',
  comparesNoAddresses: true,
  explainedBy: [],
  judge({ device, bridge, owner }) {
    if (requiredPart(device.master, `the bridge of ${device.name}`) === bridge) return undefined;
    const before = typeof device.master === 'string' ? ['master', device.master] : ['nomaster'];
    return {
      summary: `${device.name}, the tap of ${owner}, is not a port of ${bridge}, the bridge of its network.`,
      evidence: [masterEvidence(device)],
      fix: safeFix(
        `Add ${device.name} to ${bridge}`,
        [['ip', 'link', 'set', device.name, 'master', bridge]],
        [['ip', 'link', 'set', device.name, ...before]],
        'The Linux bridge agent adds taps to their bridges as they appear: check its log for why it did not.',
      ),
    };
  },
});
