import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { forwardDrop, hybridJumpMissing, mayAccept } from '../../src/engine/host-firewall.ts';
import { addressesOn } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'host-forward-dropped',
  layer: 'host-route',
  title: "Host's firewall lets nothing through to the external bridge",
  why: "The host is the routers' gateway: what its FORWARD chain drops reaches no floating IP, nor the world from a VM.",
  symptom: 'VMs ping the host, but reach nothing behind it, since Docker or firewalld was installed.',
  remedy:
    'Put rules at the head of FORWARD that accept what comes in and goes out by the external bridge, and give them to whatever sets up the firewall.',
  limits:
    'It sees the policy and a last rule for all packets, not a drop inside another chain; one rule that could accept new connections is enough for silence. Rules of nft alone are not read.',
  sources: [
    'https://github.com/canonical/microk8s/issues/62',
    'https://docs.docker.com/engine/network/packet-filtering-firewalls/',
  ],
  severity: 'error',
  each: 'externalBridges',
  explainedBy: [],
  applies: ({ interface: device, gateways }) => addressesOn(device).some(({ address }) => gateways.includes(address)),
  judge(view) {
    const filter = told(view.host.tables).get('filter');
    const drop = filter === undefined ? undefined : forwardDrop(filter);
    if (filter === undefined || drop === undefined || filter.rules.some((rule) => mayAccept(rule, view)))
      return undefined;
    // Then bridged packets are dropped as well, and that is where to begin.
    if (hybridJumpMissing(filter)) return undefined;
    const rules = [
      ['FORWARD', '-i', view.name, '-j', 'ACCEPT'],
      ['FORWARD', '-o', view.name, '-j', 'ACCEPT'],
    ];
    return {
      summary: `The host's FORWARD chain ends with ${drop}, and no rule accepts what goes to or comes from ${view.name}.`,
      evidence: [{ command: ['iptables', '-S', 'FORWARD'], where: 'host', output: drop }],
      fix: safeFix(
        `Accept what the host forwards to and from ${view.name}`,
        rules.map((rule) => ['iptables', '-I', ...rule]),
        rules.map((rule) => ['iptables', '-D', ...rule]),
        'Give the rules to what sets up the firewall (firewalld, Docker: DOCKER-USER), or they go with its next reload.',
      ),
    };
  },
});
