import { defineCheck, required } from '../../src/engine/check.ts';
import { processEvidence } from '../../src/evidence/processes.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'ha-keepalived-not-running',
  layer: 'router',
  title: 'HA router has no keepalived',
  why: 'keepalived elects the active node and sets its addresses: without it this node never takes over, or never releases them.',
  symptom: 'An HA router answers nowhere, or flaps, and its namespace has only the address of ha-….',
  remedy: 'Restart the L3 agent, which starts keepalived again.',
  limits: "Recognised by the router's UUID in the path of keepalived's configuration. Other nodes are not checked.",
  sources: [
    'https://bugs.launchpad.net/bugs/1511311',
    'https://bugs.launchpad.net/bugs/1561046',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/keepalived.py',
  ],
  severity: 'error',
  each: 'haRouters',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services'],
  explainedBy: [],
  judge({ keepalived, state, router }, { services }) {
    if (required(keepalived).length > 0) return undefined;
    const said = state.known ? state.value : undefined;
    return {
      summary: `No keepalived runs for ${router.namespace}${said === undefined ? '' : `, whose last state was ${said}`}.`,
      evidence: [processEvidence([], `keepalived.*${router.id}`)],
      fix: restartFix(services, 'l3-agent', 'restarts keepalived'),
    };
  },
});
