import { hasNoUplink, hasOwnAddress, unusedNics } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { bridgePortsEvidence } from '../../src/evidence/ports.ts';
import { lostTenantRoutes } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { isInRange, prefixLengthOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-bridge-address-missing',
  layer: 'host-route',
  title: 'External bridge has no address',
  why: "br-ex has no uplink here, so the host itself is the routers' gateway; without its address they have none.",
  symptom: "Floating IPs and the outside are unreachable since the last reboot: the routers' gateway does not exist.",
  remedy:
    "Add the gateway address of the routers' default routes to the bridge, and the route to the tenant network; without such routes no fix is proposed.",
  limits:
    'Checked only where the bridge has no uplink and no idle NIC is up that may have been one. Any port counts as an uplink, such as the veth of a gateway in a container.',
  sources: [
    'https://github.com/canonical/microstack/issues/46',
    'https://github.com/iesgn/openstack-debian-ansible/issues/4',
    'https://opendev.org/openstack/devstack/src/branch/master/lib/neutron_plugins/services/l3',
  ],
  severity: 'error',
  each: 'externalBridges',
  with: ['tenantRanges', 'hostStack', 'switchDatabase'],
  explainedBy: ['external-bridge-missing'],
  applies: hasNoUplink,
  judge(view, { tenantRanges, hostStack, switchDatabase }) {
    if (view.interface === undefined || hasOwnAddress(view) || unusedNics({ hostStack, switchDatabase }).length > 0)
      return undefined;
    const gateway = view.gateways.find((address) => view.ranges.some((range) => isInRange(address, range)));
    const range = view.ranges.find((candidate) => gateway !== undefined && isInRange(gateway, candidate));
    return {
      summary: `${view.name} has no address of the external range ${view.ranges.join(', ')}, and no uplink either.`,
      evidence: [addressEvidence(undefined, view.interface), bridgePortsEvidence(view.name, view.bridge)],
      fix:
        gateway === undefined || range === undefined
          ? null
          : safeFix(
              `Add the routers' gateway address to ${view.name}`,
              [
                ['ip', 'addr', 'replace', `${gateway}/${prefixLengthOf(range)}`, 'dev', view.name],
                ...lostTenantRoutes(view, tenantRanges),
              ],
              [['ip', 'addr', 'del', `${gateway}/${prefixLengthOf(range)}`, 'dev', view.name]],
              `Add the address of ${view.name} to the host's network configuration.`,
            ),
    };
  },
});
