import { defineCheck } from '../../src/engine/check.ts';
import { legDown } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'router-interface-down',
  layer: 'router',
  title: "Router's internal port is down",
  why: "While qr is down the VMs of this network can't reach their gateway, and nobody reaches them through it.",
  severity: 'error',
  each: 'routerLegs',
  explainedBy: [],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === 'router-interface' && router.mode !== 'standby',
  judge: legDown,
});
