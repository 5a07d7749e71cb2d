import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { ip, safeFix } from '../../src/engine/fixes/agents.ts';
import { legUpCommands } from '../../src/engine/fixes/routes.ts';

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
