import { nicsOf } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { bridgePortsEvidence } from '../../src/evidence/ports.ts';
import { bridgeNicFix } from '../../src/remedies/external-nic.ts';
import { addressesOn, cidrOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-nic-holds-address',
  layer: 'host-route',
  title: "NIC of the external bridge holds the host's address",
  why: 'The switch receives all packets of its port: the host itself gets none for that address.',
  symptom: 'The host itself drops off the network when its NIC joins the bridge, while the routers work.',
  remedy:
    "Move the NIC's addresses, and its routes that have a next hop, to the device of the bridge; run it from a console. Where the routes are unknown, no fix is proposed.",
  limits: 'Link-local addresses (169.254.0.0/16), IPv6 and VLAN devices on top of the NIC are not checked.',
  sources: [
    'https://docs.openvswitch.org/en/latest/faq/issues/',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
  ],
  severity: 'error',
  each: 'externalBridges',
  fromExcerpts: true,
  with: ['hostStack'],
  explainedBy: [],
  applies: ({ uplinks, interface: device }) => uplinks.length > 0 && device !== undefined,
  judge(view, { hostStack }) {
    // A link-local address is what an interface gives itself for want of another.
    const held = (address: string) => !address.startsWith('169.254.');
    const nic = nicsOf(view, hostStack).find((one) => addressesOn(one).some(({ address }) => held(address)));
    if (nic === undefined) return undefined;
    const addresses = addressesOn(nic).map(cidrOf);
    return {
      summary: `${nic.name} is a port of ${view.name} and still has ${addresses.join(', ')}, which belongs on ${view.name}.`,
      evidence: [addressEvidence(undefined, nic), bridgePortsEvidence(view.name, view.bridge)],
      // Without the routes nobody can tell which of them have to move along.
      fix: hostStack.routes.known ? bridgeNicFix(view, nic, hostStack) : null,
    };
  },
});
