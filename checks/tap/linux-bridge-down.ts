import { defineCheck, toldPart } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';

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
    if (toldPart(device.isUp, `whether ${name} is up`)) return undefined;
    return {
      summary: `${name}, the bridge of a network with the Linux bridge agent, is down.`,
      evidence: [linkEvidence(undefined, name, device)],
      fix: safeFix(
        `Set ${name} up`,
        [['ip', 'link', 'set', name, 'up']],
        [['ip', 'link', 'set', name, 'down']],
        'The Linux bridge agent sets the bridge up when it makes it: find out who set it down.',
      ),
    };
  },
});
