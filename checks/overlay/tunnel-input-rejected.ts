import { tunnelRefusal } from '../../src/analysis/tunnel-input.ts';
import { CouldNotTell, defineCheck } from '../../src/engine/check.ts';
import { seenOf } from '../../src/facts/known.ts';
import type { Walk } from '../../src/netfilter/walk.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { Carrier } from '../../src/topology/tunnel-ends.ts';

/** From so many packets on, it is worth a word even where it is not known whether the host has tunnels. */
const many = 1000;

const vxlan: Carrier = {
  ...{ name: 'VXLAN', protocol: 'udp', ports: [4789, 8472] },
  ...{ localIp: undefined, remoteIp: undefined, device: undefined },
};

export default defineCheck({
  id: 'tunnel-input-rejected',
  layer: 'overlay',
  title: 'Host firewall drops tunnel traffic',
  why: "The host's INPUT chain drops packets from other hosts' VMs: DHCP, routers and VMs here are unreachable from there.",
  symptom:
    'VMs of other hosts get no address and reach no gateway; a capture shows "host unreachable - admin prohibited" from this host.',
  remedy: 'Accept the tunnel port (UDP 4789 or 8472, or GRE) before the final drop or reject rule.',
  limits:
    'Reported only if no rule may accept the packets: a rule with an unknown address, set or device counts as accepting. A warning from an excerpt, or without a list of tunnels.',
  sources: [
    'https://docs.openstack.org/neutron/latest/admin/deploy-ovs-selfservice.html',
    'https://man7.org/linux/man-pages/man8/iptables.8.html',
  ],
  severity: 'error',
  each: 'tunnelEnds',
  explainedBy: [],
  applies: ({ carriers }) => !carriers.known || carriers.value.length > 0,
  judge({ tables, carriers }) {
    const seen = seenOf(tables);
    if (seen?.get('filter')?.chains.get('INPUT') === undefined) {
      throw new CouldNotTell(tables.known ? 'the INPUT chain was not printed' : tables.reason);
    }
    const refused = (carriers.known ? carriers.value : [vxlan]).flatMap((carrier) => {
      const walk = tunnelRefusal(seen, carrier);
      return walk === undefined ? [] : [{ carrier, walk }];
    });
    const [first, ...others] = refused;
    if (first === undefined) {
      if (!carriers.known) throw new CouldNotTell(carriers.reason);
      return undefined;
    }
    const { carrier, walk } = first;
    const { rule, packets, text } = decisionOf(walk);
    if (!carriers.known && (packets === undefined || packets < many)) throw new CouldNotTell(carriers.reason);
    const met = packets === undefined || packets === 0 ? '' : `; ${packets} packets have met it`;
    const isSure = tables.known && carriers.known;
    return {
      summary: carriers.known
        ? `INPUT ${verb(walk)} ${whatOf(carrier)}, by which ${carrier.name}${others.length > 0 ? ` and ${others.length} more` : ''} ${others.length > 0 ? 'come' : 'comes'} in${met}.`
        : `INPUT ${verb(walk)} UDP 4789 and 8472, the VXLAN ports${met}; whether the host has tunnels is unknown.`,
      severity: isSure ? 'error' : 'warning',
      evidence: [{ command: ['iptables', '-L', 'INPUT', '-n', '-v'], where: 'host', output: text }],
      fix: isSure ? acceptFix(refused.map((one) => one.carrier)) : null,
      ...(rule === undefined ? {} : { shared: rule.text }),
    };
  },
});

const verb = ({ verdict }: Walk): string => (verdict === 'rejected' ? 'rejects' : 'drops');

const whatOf = ({ protocol, ports }: Carrier): string => (protocol === 'gre' ? 'GRE' : `UDP ${ports.join(' and ')}`);

function decisionOf({ decision, verdict }: Walk) {
  const rule = decision?.rule;
  const policy = `-P ${decision?.chain ?? 'INPUT'} ${verdict === 'dropped' ? 'DROP' : 'REJECT'}`;
  const packets = rule?.counters?.packets;
  return {
    rule,
    packets,
    text: rule === undefined ? policy : `${rule.text}${packets === undefined ? '' : ` (${packets} packets)`}`,
  };
}

function acceptFix(carriers: readonly Carrier[]) {
  const rules = new Map(
    carriers
      .flatMap(({ protocol, ports }) =>
        protocol === 'gre'
          ? [['INPUT', '-p', 'gre', '-j', 'ACCEPT']]
          : ports.map((port) => ['INPUT', '-p', 'udp', '--dport', String(port), '-j', 'ACCEPT']),
      )
      .map((rule) => [rule.join(' '), rule] as const),
  );
  return safeFix(
    'Accept tunnel traffic',
    [...rules.values()].map((rule) => ['iptables', '-I', ...rule]),
    [...rules.values()].map((rule) => ['iptables', '-D', ...rule]),
    "Add the rules to the firewall's configuration (firewalld, ufw, iptables-services), or its next reload removes them.",
  );
}
