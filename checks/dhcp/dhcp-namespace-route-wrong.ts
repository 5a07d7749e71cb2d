import { defineCheck, told } from '../../src/engine/check.ts';
import { fileEvidence, heldAddresses, toldRouters, wayOutCommands, waysOut } from '../../src/engine/dhcp.ts';
import { routeEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { ip } from '../../src/facts/within.ts';
import { isDefaultRoute } from '../../src/topology/routing.ts';

export default defineCheck({
  id: 'dhcp-namespace-route-wrong',
  layer: 'dhcp',
  title: 'DHCP namespace has no way out',
  why: "dnsmasq is the guests' name server too, and asks others by the default route of its namespace: names can't be looked up.",
  symptom: 'VMs get their addresses, and looking up a name by the DHCP server times out.',
  remedy: 'Set the default route of the namespace to the router of its subnet.',
  limits:
    'Agents before Ussuri set no such route, and are not judged; nor is it missed where no router of this host is in the subnet.',
  sources: [
    'https://bugs.launchpad.net/bugs/1733987',
    'https://github.com/openstack/neutron/commit/b24013f569',
    'https://bugs.launchpad.net/bugs/1684682',
  ],
  severity: 'warning',
  each: 'dhcpServers',
  explainedBy: ['port-device-missing', 'dhcp-port-down', 'dhcp-port-address-missing', 'dhcp-port-address-wrong'],
  applies: (server) => server.processes.length > 0 && toldRouters(server).length > 0,
  judge(server) {
    const { stack, namespace, routerAddresses } = server;
    const device = told(server.interface);
    const held = heldAddresses(server) ?? [];
    const [router] = waysOut(server, held).filter(({ address }) => routerAddresses.includes(address));
    if (stack === undefined || device?.isUp !== true || router === undefined) return undefined;
    const defaults = told(stack.routes).filter(isDefaultRoute);
    const known = toldRouters(server).map(({ address }) => address);
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
        'Give the namespace the default route that the DHCP agent gives it',
        wayOutCommands(server, device.name, held),
        [
          wrong?.gateway === undefined
            ? remove
            : ip(namespace, 'route', 'replace', 'default', 'via', wrong.gateway, 'dev', device.name),
        ],
        'The DHCP agent sets this route with every change of the network: see its log for why it was gone.',
      ),
    };
  },
});
