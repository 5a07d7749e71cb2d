import { isUp } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { setUpFix } from '../../src/remedies/links.ts';
import { externalPathCommands } from '../../src/remedies/routes.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'dhcp-port-down',
  layer: 'tap',
  title: 'DHCP port is down',
  why: 'While the tap in the qdhcp namespace is down, no DHCPDISCOVER reaches dnsmasq.',
  symptom: "One network gets no leases, and ARP for the DHCP server's address gets no reply.",
  remedy: 'Set the tap up in the qdhcp namespace, and add the default route that the kernel dropped with it.',
  limits: 'Reads the flag in the namespace: the switch reports such ports as down even when they work.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/interface.py',
    'https://man7.org/linux/man-pages/man8/ip-link.8.html',
  ],
  severity: 'error',
  each: 'dhcpServers',
  comparesNoAddresses: true,
  explainedBy: [],
  judge(server) {
    const { namespace } = server;
    const device = required(server.interface);
    if (device === undefined || isUp(device)) return undefined;
    return {
      summary: `${device.name} is down in ${namespace}.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: setUpFix(
        [{ name: device.name, namespace }],
        'The DHCP agent sets its port up when it creates it: find what set it down.',
        externalPathCommands(server, device.name, addressesOn(device)),
      ),
    };
  },
});
