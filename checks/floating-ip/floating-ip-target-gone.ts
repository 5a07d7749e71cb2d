import { defineCheck, required } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';

export default defineCheck({
  id: 'floating-ip-target-gone',
  layer: 'floating-ip',
  title: 'Floating IP is translated to an address that no port has',
  why: 'The floating IP is still bound to the port of an instance that was deleted or rebuilt, so nothing answers.',
  symptom:
    'The API shows the floating IP as associated, and does not answer since the instance was rebuilt or deleted.',
  remedy:
    'No command is proposed: `openstack floating ip set --port PORT ADDRESS` moves it to the port of the new instance.',
  limits:
    "The target must be missing in a host file on this host that lists the router's own port; where DHCP is served elsewhere, or a VM here is not listed, any target passes. A virtual IP without a port looks the same.",
  sources: ['https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/'],
  severity: 'warning',
  each: 'floatingIps',
  explainedBy: ['floating-ip-on-two-routers'],
  applies: ({ fixed }) => fixed !== undefined,
  judge({ address, fixed, router, hasTarget }) {
    if (required(hasTarget)) return undefined;
    return {
      summary: `${address} is translated to ${fixed}, which no port of the networks of ${router.namespace} has.`,
      evidence: [rulesEvidence(router, 'nat', address)],
      // To which port it should lead, only Neutron can be told: `openstack floating ip set --port PORT ADDRESS`.
      fix: null,
    };
  },
});
