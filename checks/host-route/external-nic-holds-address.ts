import { defineCheck } from '../../src/engine/check.ts';
import { addressEvidence, bridgePortsEvidence } from '../../src/engine/evidence.ts';
import { bridgeNicFix } from '../../src/engine/fixes/move-addresses.ts';
import { nicsOf } from '../../src/engine/uplinks.ts';
import { addressesOn, cidrOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-nic-holds-address',
  layer: 'host-route',
  title: "NIC of the external bridge holds the host's address",
  why: 'What comes in by a port of the switch goes to the switch: the host itself gets no answer at that address.',
  symptom: 'The host itself drops off the network when its NIC joins the bridge, while the routers work.',
  remedy:
    "Move the NIC's addresses, and its routes that have a next hop, to the device of the bridge; run it from a console.",
  limits: 'Link-local addresses (169.254.0.0/16) and IPv6 are not looked at, nor is a VLAN device on top of the NIC.',
  sources: [
    'https://docs.openvswitch.org/en/latest/faq/issues/',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/176',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ uplinks, interface: device }) => uplinks.length > 0 && device !== undefined,
  judge(view) {
    // A link-local address is what an interface gives itself for want of another.
    const held = (address: string) => !address.startsWith('169.254.');
    const nic = nicsOf(view).find((one) => addressesOn(one).some(({ address }) => held(address)));
    if (nic === undefined) return undefined;
    const addresses = addressesOn(nic).map(cidrOf);
    return {
      summary: `${nic.name} is a port of ${view.name} and still has ${addresses.join(', ')}, which belongs on ${view.name}.`,
      evidence: [addressEvidence(undefined, nic), bridgePortsEvidence(view.name, view.bridge)],
      fix: bridgeNicFix(view, nic),
    };
  },
});
