import { defineCheck, told } from '../../src/engine/check.ts';
import { isUp } from '../../src/engine/devices.ts';
import { wayOutCommands } from '../../src/engine/dhcp.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { setUpFix } from '../../src/engine/fixes/links.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'dhcp-port-down',
  layer: 'tap',
  title: 'DHCP port is down',
  why: 'While the tap in the qdhcp namespace is down, no DHCPDISCOVER reaches dnsmasq.',
  symptom: 'One network gets no leases, and nobody there answers an ARP for the address of the DHCP server.',
  remedy: 'Set the tap up in the qdhcp namespace, and add the default route that the kernel dropped with it.',
  limits:
    'It reads the flag in the namespace: what the switch itself says of the link of such a port is down in health, and not asked.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  judge(server) {
    const { namespace } = server;
    const device = told(server.interface);
    if (device === undefined || isUp(device)) return undefined;
    return {
      summary: `${device.name} is down in ${namespace}.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: setUpFix(
        [{ name: device.name, namespace }],
        'The DHCP agent sets its port up when it makes it: find out who set it down.',
        wayOutCommands(server, device.name, addressesOn(device)),
      ),
    };
  },
});
