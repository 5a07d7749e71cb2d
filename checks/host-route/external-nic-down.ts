import { isUp } from '../../src/analysis/devices.ts';
import { nicsOf } from '../../src/analysis/uplinks.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'external-nic-down',
  layer: 'host-route',
  title: 'NIC of the external bridge is down',
  why: 'All external traffic passes this NIC: routers and floating IPs are cut off.',
  symptom:
    'VMs reach each other and this host, but nothing beyond; from outside no floating IP answers, not even to ARP.',
  remedy: 'Set the NIC up; where it has no carrier, check the cable or the switch port; no fix is proposed.',
  limits:
    'Of several NICs one with a link is enough, as the others may be spares. A switch port in the wrong VLAN is not seen. A warning where the host is the gateway.',
  sources: ['https://github.com/bilelmsekni/OpenStack-Grizzly-Install-Guide/issues/24'],
  severity: 'error',
  each: 'externalBridges',
  fromExcerpts: true,
  with: ['hostStack'],
  explainedBy: [],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge(view, { hostStack }) {
    const nics = nicsOf(view, hostStack);
    // Of two, one may be the spare of the other.
    const [nic, ...others] = nics;
    if (nic === undefined || nics.some((one) => isUp(one) && one.hasCarrier !== false)) {
      return undefined;
    }
    const held = addressesOn(view.interface);
    const down = nics.filter((one) => !isUp(one));
    const names = [nic, ...others].map(({ name }) => name).join(', ');
    return {
      summary: `${names}, uplink of ${view.name}, ${down.length > 0 ? (nics.length === 1 ? 'is down' : 'are down') : 'has no carrier'}.`,
      // Where the host is the routers' gateway, nothing but the LAN is beyond the NIC.
      severity: held.some(({ address }) => view.gateways.includes(address)) ? 'warning' : 'error',
      evidence: nics.map((one) => linkEvidence(undefined, one.name, one)),
      // A cable that is not plugged in is nothing that a command mends.
      fix: down.length === 0 ? null : setUpFix(down, "Set it up at boot in the host's network configuration."),
    };
  },
});
