import { defineCheck, toldPart } from '../../src/engine/check.ts';
import { addressEvidence, bridgePortsEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { lostTenantRoutes } from '../../src/engine/fixes/routes.ts';
import { ipv4Of, isInRange, prefixLengthOf } from '../../src/topology/addresses.ts';

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
    'It asks only where the bridge has no uplink. Anything plugged into it counts as one, such as the veth of a gateway in a container.',
  sources: [
    'https://github.com/canonical/microstack/issues/46',
    'https://github.com/iesgn/openstack-debian-ansible/issues/4',
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: ['external-bridge-missing'],
  // With an uplink the gateway is somebody else, and br-ex has no address in health.
  applies: ({ bridge, interface: device, uplinks, ranges }) =>
    bridge !== undefined && device !== undefined && uplinks.length === 0 && ranges.length > 0,
  judge(view) {
    if (view.interface === undefined) return undefined;
    const held = toldPart(ipv4Of(view.interface), `the addresses of ${view.name}`);
    if (held.some(({ address }) => view.ranges.some((range) => isInRange(address, range)))) return undefined;
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
