import { defineCheck, told } from '../../src/engine/check.ts';
import { fileEvidence, toldRouters } from '../../src/engine/dhcp.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'dhcp-router-option-wrong',
  layer: 'dhcp',
  title: 'DHCP tells the guests a router that is not theirs',
  why: 'Guests send all that leaves their subnet to the router that DHCP names: with a wrong one they reach nobody outside.',
  symptom: 'VMs have their address and reach their neighbours, but nothing outside of their subnet.',
  remedy: 'Restart the DHCP agent, which writes the options anew; the VMs take them with their next lease.',
  limits:
    'Where the gateway is a machine outside of Neutron, or there are several subnets, it is silent: a router of this host, and the default route of the DHCP namespace, must speak against the option.',
  sources: [
    'https://www.rfc-editor.org/rfc/rfc2132',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/dhcp.py',
  ],
  severity: 'error',
  each: 'dhcpServers',
  explainedBy: [],
  // A second router, or one outside of Neutron, may well be the gateway: the agent's own route has to speak against it.
  applies: ({ processes, routerAddresses, files }) =>
    processes.length > 0 && routerAddresses.length > 0 && files !== undefined,
  judge(server) {
    const { stack, routerAddresses, namespace, files, host } = server;
    const routes = stack === undefined ? [] : told(stack.routes);
    const defaults = routes.filter(isDefaultRoute);
    const gateway = defaults.find(
      (route) => route.gateway !== undefined && routerAddresses.includes(route.gateway),
    )?.gateway;
    const wrong = toldRouters(server).filter(
      ({ address }) =>
        !routerAddresses.includes(address) &&
        !defaults.some((route) => route.gateway === address) &&
        files?.hosts.some((one) => one.address === address) === false,
    );
    const [first] = wrong;
    // With several subnets, the namespace has a default route by one of them only.
    if (gateway === undefined || first === undefined || toldRouters(server).length > 1) return undefined;
    return {
      summary: `DHCP of ${namespace} tells the guests the router ${first.address}, which nobody here is; theirs is ${gateway}.`,
      evidence: [
        fileEvidence(server, 'opts', 'option:router', [first.line]),
        routeEvidence(namespace, 'default', defaults),
      ],
      fix: restartFix(host, 'dhcp-agent', 'writes the options anew'),
    };
  },
});
