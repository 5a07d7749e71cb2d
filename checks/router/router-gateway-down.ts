import { defineCheck } from '../../src/engine/check.ts';
import { legDown } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'router-gateway-down',
  layer: 'router',
  title: "Router's external port is down",
  why: 'While qg is down the router neither answers on the external network nor has its default route.',
  symptom: 'Floating IPs and the outside are dead, while VMs still reach each other by way of the router.',
  remedy: 'Set qg up and add the default route that the kernel dropped with it.',
  limits:
    'Ports of an HA router that is on standby are down on purpose and left alone. It reads the flag UP, not whether frames get through.',
  sources: [
    'https://github.com/openstack/neutron/commit/c52029c39a',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
  ],
  severity: 'error',
  each: 'routerLegs',
  explainedBy: ['external-bridge-missing'],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === 'router-gateway' && router.mode !== 'standby',
  judge: legDown,
});
