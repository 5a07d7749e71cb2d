import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { bridgePortsEvidence } from '../../src/evidence/ports.ts';
import { mapKnown, valuesOf } from '../../src/facts/known.ts';
import type { Interface, Stack } from '../../src/facts/stack.ts';
import { bridgeNicFix } from '../../src/remedies/external-nic.ts';
import { isInRange, subnetAddressesOn } from '../../src/topology/addresses.ts';
import type { ExternalBridge } from '../../src/topology/external.ts';
import { isToSubnet } from '../../src/topology/hidden-addresses.ts';

export default defineCheck({
  id: 'external-nic-not-bridged',
  layer: 'host-route',
  title: 'NIC of the external network is not a port of the external bridge',
  why: 'ARP for a router or floating IP reaches the NIC, but the qg port is behind br-ex: requests get no reply.',
  symptom: 'The host answers on the external network, but its routers and floating IPs do not.',
  remedy:
    'Make the NIC a port of the bridge, and move its addresses and routes to the bridge; connections break meanwhile, so use a console.',
  limits:
    'Only a NIC with an address in the external range is recognised; Linux bridges and /32 addresses are not. Not checked if the bridge has any other uplink.',
  sources: [
    'https://github.com/dardelean/openstack-network-check',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
  ],
  severity: 'error',
  each: 'externalBridges',
  with: ['hostStack', 'switchDatabase'],
  explainedBy: [],
  // With an uplink the bridge has its way out, and a NIC in the same range is a second leg of the host.
  applies: ({ bridge, ranges, uplinks }) => bridge !== undefined && ranges.length > 0 && uplinks.length === 0,
  judge(view, { hostStack, switchDatabase }) {
    const bridges = mapKnown(switchDatabase, (database) => database.bridges);
    const nic = required(hostStack.interfaces).find((device) => {
      const isSwitch = valuesOf(bridges).some(({ name }) => name === device.name);
      return !isSwitch && isStray(view, device, hostStack);
    });
    if (nic === undefined || view.interface === undefined) return undefined;
    return {
      summary: `${nic.name} has an address of the external network (${view.ranges.join(', ')}), but is not a port of ${view.name}, which has no uplink.`,
      evidence: [
        addressEvidence(undefined, nic),
        addressEvidence(undefined, view.interface),
        bridgePortsEvidence(view.name, view.bridge),
      ],
      // What is to be moved is not known where there may be more than is shown.
      fix: nic.hasEveryAddress ? bridgeNicFix(view, nic, hostStack) : null,
    };
  },
});

function isStray(view: ExternalBridge, device: Interface, hostStack: Stack): boolean {
  const { name, bridge, ranges } = view;
  if (
    device.name === name ||
    device.kind === 'bridge' ||
    bridge?.ports.some((port) => port.name === device.name) === true
  ) {
    return false;
  }
  const isLeg = subnetAddressesOn(device).some(({ address }) => ranges.some((range) => isInRange(address, range)));
  return isLeg || hasHiddenLeg(view, device, hostStack);
}

/** The kernel has a route to the range by the device: it has an address there, be it one that ifconfig does not show. */
function hasHiddenLeg({ ranges }: ExternalBridge, { name, hasEveryAddress }: Interface, { routes }: Stack): boolean {
  if (hasEveryAddress || !routes.known) return false;
  return routes.value.some((route) => route.device === name && isToSubnet(route) && ranges.includes(route.destination));
}
