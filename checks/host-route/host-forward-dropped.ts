import { forwardDrop, hybridJumpMissing, mayAccept } from '../../src/analysis/host-firewall.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { rulesOfTable } from '../../src/netfilter/tables.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'host-forward-dropped',
  layer: 'host-route',
  title: "Host's FORWARD chain drops traffic of the external bridge",
  why: "The host is the routers' gateway: what its FORWARD chain drops reaches neither floating IPs nor the outside.",
  symptom: 'VMs ping the host but reach nothing behind it since Docker or firewalld was installed.',
  remedy:
    "Insert rules at the top of FORWARD that accept traffic of the external bridge, and add them to the firewall's configuration.",
  limits:
    'Checks the policy and a final rule for all packets, not drops in other chains; not reported if any rule could accept new connections. Pure nft rules are not read.',
  sources: [
    'https://github.com/canonical/microk8s/issues/62',
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
  ],
  severity: 'error',
  each: 'externalBridges',
  with: ['hostStack', 'hostTables'],
  explainedBy: [],
  applies: ({ interface: device, gateways }) => addressesOn(device).some(({ address }) => gateways.includes(address)),
  judge(view, { hostStack, hostTables }) {
    const filter = required(hostTables).get('filter');
    const drop = filter === undefined ? undefined : forwardDrop(filter);
    if (
      filter === undefined ||
      drop === undefined ||
      rulesOfTable(filter).some((rule) => mayAccept(rule, view, hostStack))
    )
      return undefined;
    // Then bridged packets are dropped as well, and that is where to begin.
    if (hybridJumpMissing(filter)) return undefined;
    const rules = [
      ['FORWARD', '-i', view.name, '-j', 'ACCEPT'],
      ['FORWARD', '-o', view.name, '-j', 'ACCEPT'],
    ];
    return {
      summary: `The host's FORWARD chain ends with ${drop}, and no rule accepts traffic of ${view.name}.`,
      evidence: [{ command: ['iptables', '-S', 'FORWARD'], where: 'host', output: drop }],
      fix: safeFix(
        `Accept forwarded traffic of ${view.name}`,
        rules.map((rule) => ['iptables', '-I', ...rule]),
        rules.map((rule) => ['iptables', '-D', ...rule]),
        "Add the rules to the firewall's configuration (firewalld, Docker: DOCKER-USER), or its next reload removes them.",
      ),
    };
  },
});
