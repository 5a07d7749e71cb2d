import { defineCheck, told } from '../../src/engine/check.ts';
import { rulesEvidence } from '../../src/engine/fixes/nat.ts';

export default defineCheck({
  id: 'floating-ip-target-gone',
  layer: 'floating-ip',
  title: 'Floating IP leads to an address that no port has',
  why: 'The floating IP is still bound to the port of an instance that was deleted or rebuilt: nobody is there to answer.',
  symptom: 'The API shows the floating IP as associated, and nobody answers since the instance was rebuilt or deleted.',
  remedy:
    'No command is proposed: `openstack floating ip set --port PORT ADDRESS` leads it to the port of the new instance.',
  limits:
    "The target must be missing in a host file on this host that lists the router's own port; where DHCP of the network is served elsewhere, or a VM here is not listed, any target passes. A virtual IP that no port has looks the same.",
  sources: ['https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/'],
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
