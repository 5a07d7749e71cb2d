import { defineCheck } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';

export default defineCheck({
  id: 'linux-bridge-down',
  layer: 'tap',
  title: "Network's Linux bridge is down",
  why: 'A bridge that is down passes no frame between its ports: the network of that name is dead on this host.',
  symptom: 'All VMs of one network on the host are cut off at once, from each other too.',
  remedy: 'Set the bridge brq up again.',
  limits: 'Only bridges that carry the name which the Linux bridge agent gives them are looked at.',
  sources: [
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb.html',
    'https://man7.org/linux/man-pages/man8/bridge.8.html',
  ],
  severity: 'error',
  each: 'linuxBridges',
  explainedBy: [],
  judge({ device, name }) {
    if (isUp(device)) return undefined;
    return {
      summary: `${name}, the bridge of a network with the Linux bridge agent, is down.`,
      evidence: [linkEvidence(undefined, name, device)],
      fix: setUpFix([device], 'The Linux bridge agent sets the bridge up when it makes it: find out who set it down.'),
    };
  },
});
