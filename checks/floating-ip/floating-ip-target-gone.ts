import { defineCheck, told } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/engine/fixes/nat.ts';

export default defineCheck({
  id: 'floating-ip-target-gone',
  layer: 'floating-ip',
  title: 'Floating IP leads to an address that no port has',
  why: 'The floating IP is still bound to the port of an instance that was deleted or rebuilt: nobody is there to answer.',
  severity: 'warning',
  each: 'floatingIps',
  explainedBy: ['floating-ip-on-two-routers'],
  applies: ({ fixed }) => fixed !== undefined,
  judge({ address, fixed, router, hasTarget }) {
    if (told(hasTarget)) return undefined;
    return {
      summary: `${address} leads to ${fixed}, which no port of the networks of ${router.namespace} has.`,
      evidence: [rulesEvidence(router, 'nat', address)],
      // To which port it should lead, only Neutron can be told: `openstack floating ip set --port PORT ADDRESS`.
      fix: null,
    };
  },
});
