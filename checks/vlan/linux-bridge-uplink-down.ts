import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';

export default defineCheck({
  id: 'linux-bridge-uplink-down',
  layer: 'vlan',
  title: "Uplink of a network's Linux bridge is down",
  why: 'While the VLAN or VXLAN device, or its NIC, is down, the network is cut off from other hosts.',
  symptom: 'VMs of one network, or of all on one NIC, lose DHCP, gateway and VMs of other hosts at once.',
  remedy: 'Set the device up, and its NIC where that is down too.',
  limits: 'A NIC without a carrier passes. The NIC of a VLAN device is taken from its name.',
  sources: [
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb-provider.html',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'linuxBridges',
  comparesNoAddresses: true,
  explainedBy: [],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge({ name, uplinks, nics }) {
    const down = [...nics, ...uplinks].filter((device) => !isUp(device));
    if (down.length === 0) return undefined;
    const names = down.map((device) => device.name);
    return {
      summary: `${names.join(' and ')}, uplink of ${name}, ${names.length === 1 ? 'is' : 'are'} down.`,
      evidence: down.map((device) => linkEvidence(undefined, device.name, device)),
      fix: setUpFix(
        down,
        "The Linux bridge agent sets its own devices up; set the NIC up in the host's network configuration.",
      ),
    };
  },
});
