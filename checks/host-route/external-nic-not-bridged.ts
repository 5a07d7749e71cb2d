import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence, bridgePortsEvidence } from '../../src/engine/evidence.ts';
import { bridgeNicFix } from '../../src/engine/fixes/move-addresses.ts';
import type { Interface } from '../../src/facts/stack.ts';
import { isInRange, subnetAddressesOn } from '../../src/topology/addresses.ts';
import { isToSubnet } from '../../src/topology/hidden-addresses.ts';
import type { ExternalBridge } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'external-nic-not-bridged',
  layer: 'host-route',
  title: 'NIC of the external network is not a port of the external bridge',
  why: 'ARP for a router or floating IP reaches the NIC, but the qg port is behind br-ex: nobody answers.',
  symptom: 'The host answers on the external network, its routers and floating IPs do not.',
  remedy:
    'Make the NIC a port of the bridge, and move its addresses and routes to the bridge; the connection breaks meanwhile, so a console is needed.',
  limits:
    'Only a NIC with an address in the external range is recognised; Linux bridges and /32 addresses are not. A bridge that has any other uplink is not asked, be it the wrong one.',
  sources: [
    'https://github.com/dardelean/openstack-network-check',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  // With an uplink the bridge has its way out, and a NIC in the same range is a second leg of the host.
  applies: ({ bridge, ranges, uplinks }) => bridge !== undefined && ranges.length > 0 && uplinks.length === 0,
  judge(view) {
    const nic = told(view.host.stack.interfaces).find((device) => isStray(view, device));
    if (nic === undefined || view.interface === undefined) return undefined;
    return {
      summary: `${nic.name} has an address of the external network (${view.ranges.join(', ')}), but is no port of ${view.name}, which has no uplink.`,
      evidence: [
        addressEvidence(undefined, nic),
        addressEvidence(undefined, view.interface),
        bridgePortsEvidence(view.name, view.bridge),
      ],
      // What is to be moved is not known where there may be more than is shown.
      fix: nic.hasEveryAddress ? bridgeNicFix(view, nic) : null,
    };
  },
});

function isStray(view: ExternalBridge, device: Interface): boolean {
  const { name, bridge, ranges, host } = view;
  if (
    device.name === name ||
    device.kind === 'bridge' ||
    bridge?.ports.some((port) => port.name === device.name) === true
  ) {
    return false;
  }
  const isSwitch = host.database.known && host.database.value.bridges.some((other) => other.name === device.name);
  const isLeg = subnetAddressesOn(device).some(({ address }) => ranges.some((range) => isInRange(address, range)));
  return !isSwitch && (isLeg || hasHiddenLeg(view, device));
}

/** The kernel has a route to the range by the device: it has an address there, be it one that ifconfig does not show. */
function hasHiddenLeg({ ranges, host }: ExternalBridge, { name, hasEveryAddress }: Interface): boolean {
  const { routes } = host.stack;
  if (hasEveryAddress || !routes.known) return false;
  return routes.value.some((route) => route.device === name && isToSubnet(route) && ranges.includes(route.destination));
}
