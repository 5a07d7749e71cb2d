import { defineCheck, told } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'ha-keepalived-not-running',
  layer: 'router',
  title: 'HA router has no keepalived',
  why: 'keepalived decides which node is the router, and gives it its addresses: without it this one never takes over, or never lets go.',
  symptom:
    'A router with high availability answers nowhere, or flaps, and its namespace has no address but that of ha-….',
  remedy: 'Restart the L3 agent, which starts keepalived again.',
  limits:
    'It knows keepalived by the path of its configuration, which has the id of the router in it. Whether the other nodes have one running is seen there.',
  sources: [
    'https://bugs.launchpad.net/bugs/1511311',
    'https://bugs.launchpad.net/bugs/1561046',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/keepalived.py',
  ],
  severity: 'error',
  each: 'haRouters',
  explainedBy: [],
  judge({ keepalived, state, router, host }) {
    if (told(keepalived).length > 0) return undefined;
    const said = state.known ? state.value : undefined;
    return {
      summary: `No keepalived runs for ${router.namespace}${said === undefined ? '' : `, whose last state was ${said}`}.`,
      evidence: [processEvidence([], `keepalived.*${router.id}`)],
      fix: restartFix(host, 'l3-agent', 'starts keepalived again'),
    };
  },
});
