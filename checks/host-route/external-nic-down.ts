import { defineCheck } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';
import { nicsOf } from '../../src/engine/uplinks.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-nic-down',
  layer: 'host-route',
  title: 'NIC of the external bridge is down',
  why: 'All that comes from outside and all that goes there passes this NIC: routers and floating IPs are cut off.',
  symptom:
    'VMs reach each other and this host, but nothing beyond; from outside no floating IP answers, not even to ARP.',
  remedy:
    'Set the NIC up; where it is up without a carrier, a cable or a port of the switch has to be seen to, and nothing is proposed.',
  limits:
    'Of several NICs one with a link is enough, as the others may be spares. A link whose other end is in the wrong VLAN passes. It warns where the host is the gateway.',
  sources: ['https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24'],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge(view) {
    const nics = nicsOf(view);
    // Of two, one may be the spare of the other.
    const [nic, ...others] = nics;
    if (nic === undefined || nics.some((one) => isUp(one) && one.hasCarrier !== false)) {
      return undefined;
    }
    const held = addressesOn(view.interface);
    const down = nics.filter((one) => !isUp(one));
    const names = [nic, ...others].map(({ name }) => name).join(', ');
    return {
      summary: `${names}, by which ${view.name} leads out of the host, ${down.length > 0 ? (nics.length === 1 ? 'is down' : 'are down') : 'has no carrier'}.`,
      // Where the host is the routers' gateway, nothing but the LAN is beyond the NIC.
      severity: held.some(({ address }) => view.gateways.includes(address)) ? 'warning' : 'error',
      evidence: nics.map((one) => linkEvidence(undefined, one.name, one)),
      // A cable that is not plugged in is nothing that a command mends.
      fix: down.length === 0 ? null : setUpFix(down, "Have it set up at boot, in the host's network configuration."),
    };
  },
});
