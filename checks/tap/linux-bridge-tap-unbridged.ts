import { defineCheck, toldPart } from '../../src/engine/check.ts';
import { masterEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'linux-bridge-tap-unbridged',
  layer: 'tap',
  title: 'Tap is not in the Linux bridge of its network',
  why: 'On a host of the Linux bridge agent the bridge brq is the whole network: a tap outside of it reaches nobody.',
  symptom:
    'One VM, DHCP server or router port sends, and its network does not hear it; nothing of it is on the bridge.',
  remedy: 'Make the tap a port of the bridge of its network.',
  limits:
    'The network of a guest is told by its MAC in the files of the DHCP agent: where DHCP is served by other hosts, nothing is said of it. A network without a bridge here is not missed.',
  sources: [
    'https://bugs.launchpad.net/bugs/1312016',
    'https://github.com/openstack/neutron/commit/f42ea67995',
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb.html',
  ],
  severity: 'error',
  each: 'bridgedTaps',
  explainedBy: [],
  judge({ device, bridge, owner }) {
    if (toldPart(device.master, `the bridge of ${device.name}`) === bridge) return undefined;
    const before = typeof device.master === 'string' ? ['master', device.master] : ['nomaster'];
    return {
      summary: `${device.name}, the tap of ${owner}, is not a port of ${bridge}, the bridge of its network.`,
      evidence: [masterEvidence(device)],
      fix: safeFix(
        `Make ${device.name} a port of ${bridge}`,
        [['ip', 'link', 'set', device.name, 'master', bridge]],
        [['ip', 'link', 'set', device.name, ...before]],
        'The Linux bridge agent puts taps into their bridges as they appear: see its log for why it did not.',
      ),
    };
  },
});
