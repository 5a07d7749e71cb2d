import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { wayOutCommands } from '../../src/engine/dhcp.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { ip, safeFix } from '../../src/engine/fixes/agents.ts';
import { ipv4Of } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'dhcp-port-down',
  layer: 'tap',
  title: 'DHCP port is down',
  why: 'While the tap in the qdhcp namespace is down, no DHCPDISCOVER reaches dnsmasq.',
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  judge(server) {
    const { namespace } = server;
    const device = told(server.interface);
    if (device === undefined || toldPart(device.isUp, `whether ${device.name} is up`)) return undefined;
    return {
      summary: `${device.name} is down in ${namespace}.`,
      evidence: [linkEvidence(namespace, device.name, device)],
      fix: safeFix(
        `Set ${device.name} up`,
        [ip(namespace, 'link', 'set', device.name, 'up'), ...wayOutCommands(server, device.name, ipv4Of(device) ?? [])],
        [ip(namespace, 'link', 'set', device.name, 'down')],
        'The DHCP agent sets its port up when it makes it: find out who set it down.',
      ),
    };
  },
});
