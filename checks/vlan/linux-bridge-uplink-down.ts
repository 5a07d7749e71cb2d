import { defineCheck } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';

export default defineCheck({
  id: 'linux-bridge-uplink-down',
  layer: 'vlan',
  title: "Uplink of a network's Linux bridge is down",
  why: 'While the VLAN or VXLAN device, or the NIC under it, is down, the network on this host is alone.',
  symptom: 'VMs of one network, or of all on one NIC, lose DHCP, gateway and VMs of other hosts at the same moment.',
  remedy: 'Set the device up, and the NIC under it where that is down too.',
  limits: 'A NIC without a carrier is up in this sense. The NIC under a VLAN device is told by the name of that.',
  sources: [
    'https://docs.openstack.org/neutron/2023.1/admin/deploy-lb-provider.html',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'linuxBridges',
  explainedBy: [],
  applies: ({ uplinks }) => uplinks.length > 0,
  judge({ name, uplinks, nics }) {
    const down = [...nics, ...uplinks].filter((device) => !isUp(device));
    if (down.length === 0) return undefined;
    const names = down.map((device) => device.name);
    return {
      summary: `${names.join(' and ')}, by which ${name} reaches other hosts, ${names.length === 1 ? 'is' : 'are'} down.`,
      evidence: down.map((device) => linkEvidence(undefined, device.name, device)),
      fix: setUpFix(
        down,
        "The Linux bridge agent sets its own devices up; a NIC has to be brought up by the host's network configuration.",
      ),
    };
  },
});
