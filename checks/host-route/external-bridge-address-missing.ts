import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence, bridgePortsEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { lostTenantRoutes } from '../../src/engine/fixes/routes.ts';
import { hasNoUplink, hasOwnAddress, idleNics } from '../../src/engine/uplinks.ts';
import { isInRange, prefixLengthOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-bridge-address-missing',
  layer: 'host-route',
  title: 'External bridge has no address',
  why: "br-ex has no uplink here, so the host itself is the routers' gateway; without its address nobody is.",
  symptom:
    'Floating IPs and the outside are unreachable since the last reboot: routers ask for a gateway that nobody is.',
  remedy:
    "Give the bridge the address that the routers' default routes lead to, and add the route to the tenant network; if they have none, nothing is proposed.",
  limits:
    'It asks only where the bridge has no uplink, and no NIC is up that serves nothing and may have been one. Anything plugged into it counts as one, such as the veth of a gateway in a container.',
  sources: [
    'https://github.com/canonical/microstack/issues/46',
    'https://github.com/iesgn/openstack-debian-ansible/issues/4',
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: ['external-bridge-missing'],
  applies: hasNoUplink,
  judge(view) {
    if (view.interface === undefined || hasOwnAddress(view) || idleNics(view).length > 0) return undefined;
    const gateway = view.gateways.find((address) => view.ranges.some((range) => isInRange(address, range)));
    const range = view.ranges.find((candidate) => gateway !== undefined && isInRange(gateway, candidate));
    return {
      summary: `${view.name} has no address of the external range ${view.ranges.join(', ')}, and no uplink either.`,
      evidence: [addressEvidence(undefined, view.interface), bridgePortsEvidence(view.name, view.bridge)],
      fix:
        gateway === undefined || range === undefined
          ? null
          : safeFix(
              `Give ${view.name} the address that the routers have as their gateway`,
              [
                ['ip', 'addr', 'replace', `${gateway}/${prefixLengthOf(range)}`, 'dev', view.name],
                ...lostTenantRoutes(view),
              ],
              [['ip', 'addr', 'del', `${gateway}/${prefixLengthOf(range)}`, 'dev', view.name]],
              `Put the address of ${view.name} into the host's network configuration.`,
            ),
    };
  },
});
