import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { within } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'fip-proxy-arp-off',
  layer: 'floating-ip',
  title: 'Nobody answers ARP for the floating IPs of distributed routers',
  why: 'No device has a floating IP as an address of its own there: fg answers for them as proxy, or the external network finds none.',
  symptom:
    'All floating IPs of distributed routers on one node are dead at once, though their routes and rules are right.',
  remedy: 'Switch proxy_arp on for the device fg in the namespace of floating IPs.',
  limits: 'Judged where a router is linked to the namespace. An `ip` that does not tell of proxies leaves it unknown.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_fip_ns.py',
    'https://docs.kernel.org/networking/ip-sysctl.html',
  ],
  severity: 'error',
  each: 'fipNamespaces',
  explainedBy: [],
  applies: ({ gateway, links }) => links.length > 0 && (!gateway.known || gateway.value !== undefined),
  judge({ name, gateway, answersForOthers }) {
    const device = told(gateway);
    if (device === undefined || told(answersForOthers)) return undefined;
    const key = `net.ipv4.conf.${device.name}.proxy_arp`;
    const set = (value: 0 | 1) => within(name, 'sysctl', '-w', `${key}=${value}`);
    return {
      summary: `${device.name} in ${name} does not answer ARP for the floating IPs behind it.`,
      evidence: [{ command: within(name, 'sysctl', key), where: name, output: `${key} = 0` }],
      fix: safeFix(
        `Let ${device.name} answer for them`,
        [set(1)],
        [set(0)],
        'The L3 agent sets it when it makes the device: find out who has set it back.',
      ),
    };
  },
});
