import { defineCheck } from '../../src/engine/check.ts';
import { legDown } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'router-gateway-down',
  layer: 'router',
  title: "Router's external port is down",
  why: 'While qg is down the router neither answers on the external network nor has its default route.',
  severity: 'error',
  each: 'routerLegs',
  explainedBy: ['external-bridge-missing'],
  // A standby router keeps its ports down (keepalived sets them up when it becomes active).
  applies: ({ role, router }) => role === 'router-gateway' && router.mode !== 'standby',
  judge: legDown,
});
