import { defineCheck } from '../../src/engine/check.ts';
import { legDown } from '../../src/judgements/ports.ts';
import { mayStandBy } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'router-gateway-down',
  layer: 'router',
  title: "Router's external port is down",
  why: 'While qg is down the router neither answers on the external network nor has its default route.',
  symptom: 'Floating IPs and the outside are unreachable, while VMs still reach each other via the router.',
  remedy: 'Set qg up and add the default route that the kernel dropped with it.',
  limits: 'Standby HA routers are not checked. Reads the UP flag, not whether frames pass.',
  sources: [
    'https://github.com/openstack/neutron/commit/c52029c39a',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
  ],
  severity: 'error',
  each: 'routerLegs',
  comparesNoAddresses: true,
  fromExcerpts: true,
  explainedBy: ['external-bridge-missing'],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === 'router-gateway' && !mayStandBy(router),
  judge: legDown,
});
