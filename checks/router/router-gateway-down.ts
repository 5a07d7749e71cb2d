import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { ip, safeFix } from '../../src/engine/fixes/agents.ts';
import { legUpCommands } from '../../src/engine/fixes/routes.ts';

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
  judge(leg) {
    const device = told(leg.interface);
    const { namespace } = leg.router;
    if (device === undefined || toldPart(device.isUp, `whether ${leg.device} is up`)) return undefined;
    return {
      summary: `${leg.device} is down in ${namespace}.`,
      evidence: [linkEvidence(namespace, leg.device, device)],
      fix: safeFix(
        `Set ${leg.device} up`,
        legUpCommands(leg),
        [ip(namespace, 'link', 'set', leg.device, 'down')],
        'The L3 agent sets its ports up when it makes them: find out who set this one down.',
      ),
    };
  },
});
