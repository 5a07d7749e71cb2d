import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { isOfActive } from '../../src/topology/active-address.ts';
import { ipv4Of } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'ha-port-address-missing',
  layer: 'router',
  title: 'HA port of the router has no address',
  why: 'keepalived announces itself from the address of ha-…: without one it gives up, and removes all addresses of the router.',
  symptom:
    'An HA router is active nowhere, or does not follow when the active node fails, and its state is fault or backup.',
  remedy: 'Restart the L3 agent, which gives the port its address again.',
  limits: "Neutron's database holds the address; that another one is there is not noticed.",
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-ha-vrrp.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/ha_router.py',
  ],
  severity: 'error',
  each: 'haRouters',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: [],
  judge({ device: fact, router }, { services }) {
    const device = required(fact);
    if (device === undefined) return undefined;
    const addresses = requiredPart(ipv4Of(device), `the addresses of ${device.name}`);
    if (!device.hasEveryAddress || addresses.some((address) => !isOfActive(address))) return undefined;
    return {
      summary: `${device.name}, the HA port of ${router.namespace}, has no address of its own.`,
      evidence: [addressEvidence(router.namespace, device)],
      fix: restartFix(services, 'l3-agent', 'gives the port its address again'),
    };
  },
});
