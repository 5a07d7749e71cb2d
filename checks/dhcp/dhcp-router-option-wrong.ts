import { knownRouters } from '../../src/analysis/dhcp-server.ts';
import { ownOffers } from '../../src/analysis/dhcp-watch.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { settingEvidence } from '../../src/evidence/processes.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { withoutSettingFix } from '../../src/remedies/dnsmasq.ts';
import type { DhcpWatch } from '../../src/topology/dhcp-watches.ts';
import type { DhcpServer } from '../../src/topology/networks.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'dhcp-router-option-wrong',
  layer: 'dhcp',
  title: 'DHCP router option is wrong',
  why: 'Guests use the router that DHCP names as their gateway: with a wrong one they reach nothing outside their subnet.',
  symptom: 'VMs have an address and reach their neighbours, but nothing outside their subnet.',
  remedy:
    'Restart the DHCP agent, which rewrites the options, without a line in dnsmasq_config_file that overrides them; VMs apply them with their next lease.',
  limits:
    'Not reported where the gateway is outside Neutron or there are several subnets: a router of this host and the default route of the DHCP namespace must contradict the option. A line of dnsmasq_config_file is reported where offers follow it.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc2132',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services', 'dhcpWatches'],
  explainedBy: [],
  // A second router, or one outside of Neutron, may well be the gateway: the agent's own route has to speak against it.
  applies: ({ processes, routerAddresses, files }) =>
    processes.length > 0 && routerAddresses.length > 0 && files !== undefined,
  judge(server, { services, dhcpWatches }) {
    const { stack, routerAddresses, namespace, files, processes } = server;
    const overridden = overriddenIn(server, valuesOf(dhcpWatches));
    if (overridden !== undefined) {
      const { setting, watch, offered, expected } = overridden;
      return {
        summary: `DHCP of ${namespace} offers ${offered ?? 'no router'}, as ${setting.from?.file} says; expected ${expected.address}.`,
        evidence: [
          wireEvidence(watch, 'server'),
          ...settingEvidence(processes, setting),
          fileEvidence(server, 'opts', 'option:router', [expected.line]),
        ],
        fix: withoutSettingFix(processes, setting, services),
      };
    }
    const routes = stack === undefined ? [] : required(stack.routes);
    const defaults = routes.filter(isDefaultRoute);
    const gateway = defaults.find(
      (route) => route.gateway !== undefined && routerAddresses.includes(route.gateway),
    )?.gateway;
    const wrong = knownRouters(server).filter(
      ({ address }) =>
        !routerAddresses.includes(address) &&
        !defaults.some((route) => route.gateway === address) &&
        files?.hosts.some((one) => one.address === address) === false,
    );
    const [first] = wrong;
    // With several subnets, the namespace has a default route by one of them only.
    if (gateway === undefined || first === undefined || knownRouters(server).length > 1) return undefined;
    return {
      summary: `DHCP of ${namespace} announces router ${first.address}, which no router here has; expected ${gateway}.`,
      evidence: [
        fileEvidence(server, 'opts', 'option:router', [first.line]),
        routeEvidence(namespace, 'default', defaults),
      ],
      fix: restartFix(services, 'dhcp-agent', 'rewrites the options; VMs apply them with their next lease'),
    };
  },
});

/** A line of dnsmasq's configuration file that offers follow, in place of the agent's own. */
function overriddenIn(server: DhcpServer, watches: readonly DhcpWatch[]) {
  const [expected, second] = knownRouters(server);
  const setting = server.processes
    .flatMap(({ settings }) => settings)
    .find(({ name, value, from }) => from !== undefined && /^dhcp-option(?:-force)?$/.test(name) && router.test(value));
  if (expected === undefined || second !== undefined || setting === undefined) return undefined;
  for (const watch of watches) {
    // A guest may not ask for it; our probes do.
    if (watch.server.networkId !== server.networkId || !watch.isProbe) continue;
    const offer = ownOffers(watch).find(({ routers }) => routers?.includes(expected.address) !== true);
    if (offer !== undefined) return { setting, watch, expected, offered: offer.routers?.join(', ') };
  }
  return undefined;
}

const router = /^(?:(?:tag|net):[^,]+,\s*)*(?:option:router|3)(?:,|$)/;
