import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'linux-bridge-down',
  layer: 'tap',
  title: "Network's Linux bridge is down",
  why: 'A bridge that is down forwards no frames: the network is dead on this host.',
  symptom: 'All VMs of one network on the host are cut off at once, from each other too.',
  remedy: 'Set the bridge brq up again.',
  limits: 'Only bridges with names of the Linux bridge agent (brq…) are checked.',
  sources: [
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb.html',
    'https://man7.org/linux/man-pages/man8/bridge.8.html',
  ],
  severity: 'error',
  each: 'linuxBridges',
  comparesNoAddresses: true,
  explainedBy: [],
  judge({ device, name }) {
    if (isUp(device)) return undefined;
    return {
      summary: `${name}, the bridge of a network with the Linux bridge agent, is down.`,
      evidence: [linkEvidence(undefined, name, device)],
      fix: setUpFix([device], 'The Linux bridge agent sets the bridge up when it creates it: find what set it down.'),
    };
  },
});
