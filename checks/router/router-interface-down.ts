import { defineCheck } from '../../src/engine/check.ts';
import { legDown } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'router-interface-down',
  layer: 'router',
  title: "Router's internal port is down",
  why: "While qr is down the VMs of this network can't reach their gateway, and nobody reaches them through it.",
  symptom: 'VMs of one network cannot ping their gateway, while DHCP and their neighbours work.',
  remedy: 'Set qr up again in the namespace of the router.',
  limits: 'An HA router on standby is not asked. What set the device down is not found out, and it can do so again.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'routerLegs',
  explainedBy: [],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === 'router-interface' && router.mode !== 'standby',
  judge: legDown,
});
