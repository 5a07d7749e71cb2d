import { defineCheck, required } from '../../src/engine/check.ts';
import { within } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'fip-proxy-arp-off',
  layer: 'floating-ip',
  title: 'Proxy ARP is off for floating IPs of distributed routers',
  why: "Floating IPs are on no device there: without proxy ARP on fg the external network can't resolve them.",
  symptom:
    'All floating IPs of distributed routers on one node stop answering, though their routes and rules are correct.',
  remedy: 'Enable proxy_arp on the device fg in the fip namespace.',
  limits:
    'Checked where a router is connected to the namespace. Unknown with an `ip` that does not print proxy settings.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/dvr_fip_ns.py',
    'https://docs.kernel.org/networking/ip-sysctl.html',
  ],
  severity: 'error',
  each: 'fipNamespaces',
  fromExcerpts: true,
  explainedBy: [],
  applies: ({ gateway, links }) => links.length > 0 && (!gateway.known || gateway.value !== undefined),
  judge({ name, gateway, answersForOthers }) {
    const device = required(gateway);
    if (device === undefined || required(answersForOthers)) return undefined;
    const key = `net.ipv4.conf.${device.name}.proxy_arp`;
    const set = (value: 0 | 1) => within(name, 'sysctl', '-w', `${key}=${value}`);
    return {
      summary: `${device.name} in ${name} does not answer ARP for the floating IPs behind it.`,
      evidence: [{ command: within(name, 'sysctl', key), where: name, output: `${key} = 0` }],
      fix: safeFix(
        `Enable proxy ARP on ${device.name}`,
        [set(1)],
        [set(0)],
        'The L3 agent sets it when it creates the device: find what reset it.',
      ),
    };
  },
});
