import { knownRouters } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { optionSettingsOf } from '../../src/topology/dhcp-settings.ts';
import type { DhcpServer } from '../../src/topology/networks.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'dhcp-router-option-wrong',
  layer: 'dhcp',
  title: 'DHCP router option is wrong',
  why: 'Guests use the router that DHCP names as their gateway: with a wrong one they reach nothing outside their subnet.',
  symptom: 'VMs have an address and reach their neighbours, but nothing outside their subnet.',
  remedy: 'Restart the DHCP agent, which rewrites the options; VMs apply them with their next lease.',
  limits:
    'A missing option is reported where another option is there. Not reported where the gateway is outside Neutron or there are several subnets: a router of this host and the default route of the DHCP namespace must contradict the option.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc2132',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  with: ['services'],
  explainedBy: [],
  // A second router, or one outside of Neutron, may well be the gateway: the agent's own route has to speak against it.
  applies: ({ processes, routerAddresses, files }) =>
    processes.length > 0 && routerAddresses.length > 0 && files !== undefined,
  judge(server, { services }) {
    const { stack, routerAddresses, namespace, files } = server;
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
    if (gateway === undefined || knownRouters(server).length > 1) return undefined;
    const isMissing = isWithoutRouter(server);
    if (first === undefined && !isMissing) return undefined;
    return {
      summary:
        first === undefined
          ? `The options of DHCP in ${namespace} name no router, so that dnsmasq announces itself; expected ${gateway}.`
          : `DHCP of ${namespace} announces router ${first.address}, which no router here has; expected ${gateway}.`,
      evidence: [
        first === undefined
          ? fileEvidence(server, 'opts', '', files?.options ?? [])
          : fileEvidence(server, 'opts', 'option:router', [first.line]),
        routeEvidence(namespace, 'default', defaults),
      ],
      fix: restartFix(services, 'dhcp-agent', 'rewrites the options; VMs apply them with their next lease'),
    };
  },
});

/**
 * The agent writes the option for each subnet, an empty one where there is no gateway (dhcp.py), as dnsmasq gives its own
 * address where nothing says another (dnsmasq(8), `--dhcp-option`).
 */
function isWithoutRouter({ files, processes }: DhcpServer): boolean {
  const lines = [...(files?.options ?? []), ...processes.flatMap(optionSettingsOf).map(({ value }) => value)];
  const ranges = processes.flatMap(({ ranges }) => ranges);
  return (
    lines.length > 0 && ranges.length === 1 && !lines.some((line) => /(?:^|,)(?:option:router|3)(?:,|$)/.test(line))
  );
}
