import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { says, statedFault } from '../../src/judgements/statements.ts';
import { addressesOn, cidrOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'switch-nic-holds-address',
  layer: 'host-route',
  title: "NIC in a bridge of the switch holds the host's address",
  why: 'The switch takes every packet of its port: the host gets none for an address on the NIC itself.',
  symptom: 'The host drops off the network, or cannot ping its gateway, since the NIC became a port of the bridge.',
  remedy:
    'Move the address and the default route to the bridge (`ip addr del … dev NIC`, `ip addr add … dev br-ex`, `ip link set br-ex up`), from a console, and in the network configuration.',
  limits:
    'Read from `ovs-vsctl show`, `list-ports` or `ip addr` in a saved text; a warning where the list of addresses may be of a time before the NIC was added. Link-local addresses are left out.',
  sources: [
    'https://docs.openvswitch.org/en/latest/faq/issues/',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
  ],
  severity: 'error',
  each: 'statements',
  with: ['hostStack', 'externalBridges', 'statements'],
  ofAnyDriver: true,
  explainedBy: ['external-nic-holds-address'],
  applies: says('switch-nic'),
  judge: (item, { hostStack, externalBridges, statements }) =>
    statedFault(item, 'switch-nic', ({ device, bridge }) => {
      const isJudged = valuesOf(externalBridges).some(
        (view) => view.interface !== undefined && view.uplinks.includes(device),
      );
      const nic = valuesOf(hostStack.interfaces).find(({ name }) => name === device);
      const held = addressesOn(nic).filter(({ address }) => !address.startsWith('169.254.'));
      if (isJudged || nic === undefined || held.length === 0) return undefined;
      // Two outputs may say it of one NIC: that of `ip` names no bridge.
      const others = valuesOf(statements).map(({ statement }) => statement);
      const isNamed = others.some(
        (one) => one.kind === 'switch-nic' && one.device === device && one.bridge !== undefined,
      );
      if (bridge === undefined && isNamed) return undefined;
      const isHeld = nic.master === 'ovs-system';
      return {
        summary: `${device} is a port of ${bridge ?? 'the switch'} and still has ${held.map(cidrOf).join(', ')}, which belongs on ${bridge ?? 'the bridge'}.`,
        fix: null,
        severity: isHeld ? 'error' : 'warning',
      };
    }),
});
