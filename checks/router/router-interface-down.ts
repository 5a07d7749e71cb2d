import { defineCheck } from '../../src/engine/check.ts';
import { legDown } from '../../src/judgements/ports.ts';
import { mayStandBy } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'router-interface-down',
  layer: 'router',
  title: "Router's internal port is down",
  why: "While qr is down the VMs of this network can't reach their gateway, and are unreachable through it.",
  symptom: 'VMs of one network cannot ping their gateway, while DHCP and their neighbours work.',
  remedy: 'Set qr up again in the namespace of the router.',
  limits: 'Standby HA routers are not checked. What set the device down is not known.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'routerLegs',
  comparesNoAddresses: true,
  fromExcerpts: true,
  explainedBy: [],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === 'router-interface' && !mayStandBy(router),
  judge: legDown,
});
