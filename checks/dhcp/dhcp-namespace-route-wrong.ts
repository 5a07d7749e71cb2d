import { externalPaths, heldAddresses, knownRouters } from '../../src/analysis/dhcp-server.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { fileEvidence } from '../../src/evidence/files.ts';
import { routeEvidence } from '../../src/evidence/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { externalPathCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'dhcp-namespace-route-wrong',
  layer: 'dhcp',
  title: 'DHCP namespace has a wrong default route',
  why: "dnsmasq is also the guests' name server and forwards queries by the default route of its namespace: names can't be resolved.",
  symptom: 'VMs get their addresses, but name lookups via the DHCP server time out.',
  remedy: 'Set the default route of the namespace to the router of its subnet.',
  limits:
    'Not checked for agents before Ussuri, which set no such route, or where no router of this host is in the subnet.',
  sources: [
    'https://bugs.launchpad.net/bugs/1733987',
    'https://github.com/openstack/neutron/commit/b24013f569',
    'https://bugs.launchpad.net/bugs/1684682',
  ],
  severity: 'warning',
  each: 'dhcpServers',
  explainedBy: ['port-device-missing', 'dhcp-port-down', 'dhcp-port-address-missing', 'dhcp-port-address-wrong'],
  applies: (server) => server.processes.length > 0 && knownRouters(server).length > 0,
  judge(server) {
    const { stack, namespace, routerAddresses } = server;
    const device = required(server.interface);
    const held = heldAddresses(server) ?? [];
    const [router] = externalPaths(server, held).filter(({ address }) => routerAddresses.includes(address));
    if (stack === undefined || device?.isUp !== true || router === undefined) return undefined;
    const defaults = required(stack.routes).filter(isDefaultRoute);
    const known = knownRouters(server).map(({ address }) => address);
    if (defaults.some(({ gateway }) => gateway === undefined || known.includes(gateway))) return undefined;
    const [wrong] = defaults;
    const remove = ip(namespace, 'route', 'del', 'default', 'via', router.address, 'dev', device.name);
    return {
      summary:
        wrong === undefined
          ? `${namespace} has no default route; the router of its subnet is ${router.address}.`
          : `${namespace} has its default route via ${wrong.gateway}; the router of its subnet is ${router.address}.`,
      evidence: [
        routeEvidence(namespace, 'default', defaults),
        fileEvidence(server, 'opts', 'option:router', [router.line]),
      ],
      fix: safeFix(
        'Set the default route of the namespace, as the DHCP agent does',
        externalPathCommands(server, device.name, held),
        [
          wrong?.gateway === undefined
            ? remove
            : ip(namespace, 'route', 'replace', 'default', 'via', wrong.gateway, 'dev', device.name),
        ],
        'The DHCP agent sets this route on every change of the network: check its log for why it was missing.',
      ),
    };
  },
});
