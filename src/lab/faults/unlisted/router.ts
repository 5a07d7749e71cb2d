import { within } from '../../../facts/within.ts';
import { viaRouterA } from '../../journeys.ts';
import { externalNetwork } from '../../model.ts';
import type { Fault } from '../fault.ts';
import { quietly } from '../steps.ts';
import {
  firstRule,
  ip,
  ipsecBlock,
  nftRule,
  policyRule,
  queue,
  routeTo,
  setting,
  together,
  wrongNeighbour,
} from './steps.ts';
import { unlisted } from './unlisted.ts';

const viaRouterOfA1 = ['host-a1', 'host-floating', 'lan-floating', 'a1-world'] as const;

/** In the router of tenant a. */
export const inRouter: readonly Fault[] = [
  unlisted({
    id: 'router-rule-prohibit',
    title: 'a policy rule of the router prohibits what comes from its VMs',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router, network } }) => policyRule(router.namespace, 'from', network.cidr, 'prohibit'),
  }),
  unlisted({
    id: 'router-rule-blackhole',
    title: 'a policy rule of the router drops what goes to VM a1',
    layer: 'router',
    effect: { breaks: viaRouterOfA1 },
    change: ({ a: { router, vm1 } }) => policyRule(router.namespace, 'to', vm1.address, 'blackhole'),
  }),
  unlisted({
    id: 'router-questions-dropped',
    title: 'a rule of the router drops what VMs ask DNS servers beyond it',
    layer: 'router',
    layouts: ['neutron'],
    effect: { shownBy: 'ip netns exec "$1" iptables -S FORWARD | grep "dport 53"' },
    change: ({ a: { router } }) =>
      firstRule(router.namespace, 'iptables', 'filter', 'FORWARD', '-p', 'udp', '--dport', '53', '-j', 'DROP'),
  }),
  unlisted({
    id: 'router-answers-dropped',
    title: 'a rule of nftables in the router drops what DNS servers beyond it answer',
    layer: 'router',
    layouts: ['neutron'],
    effect: { shownBy: 'ip netns exec "$1" nft list ruleset | grep "sport 53"' },
    change: ({ a: { router } }) => nftRule(router.namespace, 'inet', 'hook forward priority 0', 'udp sport 53 drop'),
  }),
  unlisted({
    id: 'router-rule-for-icmp',
    title: 'a policy rule of the router leads ICMP to a table that refuses it',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) =>
      together(
        routeTo(router.namespace, 'unreachable', 'default', 'table', '79'),
        policyRule(router.namespace, 'ipproto', 'icmp', 'lookup', '79'),
      ),
  }),
  unlisted({
    id: 'router-nft-forward-drop',
    title: 'a rule of nftables in the router drops what it forwards by ICMP',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) =>
      nftRule(router.namespace, 'inet', 'hook forward priority 0', 'meta l4proto icmp drop'),
  }),
  unlisted({
    id: 'router-nft-ingress-drop',
    title: 'a rule of nftables at the ingress of qg drops ARP',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" nft list ruleset | grep "ether type arp drop"' },
    change: ({ a: { router } }) =>
      nftRule(router.namespace, 'netdev', `hook ingress device ${router.qg.device} priority 0`, 'ether type arp drop'),
  }),
  unlisted({
    id: 'router-legacy-drop',
    title: 'a rule of the older iptables in the router drops what it forwards to VM a1',
    layer: 'router',
    effect: { breaks: viaRouterOfA1 },
    change: ({ a: { router, vm1 } }) =>
      firstRule(router.namespace, 'iptables-legacy', 'filter', 'FORWARD', '-d', vm1.address, '-j', 'DROP'),
  }),
  unlisted({
    id: 'router-raw-drop',
    title: 'a rule of table raw in the router drops ICMP that comes from its VMs',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) =>
      firstRule(router.namespace, 'iptables', 'raw', 'PREROUTING', '-i', router.qr.device, '-p', 'icmp', '-j', 'DROP'),
  }),
  unlisted({
    id: 'router-length-drop',
    title: 'a rule of the router drops large packets',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" iptables -S FORWARD | grep length' },
    change: ({ a: { router } }) =>
      firstRule(
        router.namespace,
        'iptables',
        'filter',
        'FORWARD',
        ...['-m', 'length', '--length', '1000:65535', '-j', 'DROP'],
      ),
  }),
  unlisted({
    id: 'router-untracked',
    title: 'a rule of the router keeps a floating IP from conntrack, and so from its translation',
    layer: 'router',
    effect: { breaks: ['a1-world'] },
    change: ({ a: { router }, floatingIp }) =>
      firstRule(router.namespace, 'iptables', 'raw', 'PREROUTING', '-d', floatingIp, '-j', 'NOTRACK'),
  }),
  unlisted({
    id: 'router-untracked-dropped',
    title:
      'a rule of the router keeps what comes from its VMs from conntrack, and another one drops what that does not know',
    layer: 'router',
    effect: { breaks: [...viaRouterA, 'a1-metadata'] },
    change: ({ a: { router } }) =>
      together(
        firstRule(router.namespace, 'iptables', 'raw', 'PREROUTING', '-i', router.qr.device, '-j', 'CT', '--notrack'),
        firstRule(
          router.namespace,
          'iptables',
          'filter',
          'FORWARD',
          ...['-m', 'conntrack', '--ctstate', 'INVALID,UNTRACKED', '-j', 'DROP'],
        ),
      ),
  }),
  unlisted({
    id: 'router-untranslated',
    title: "router b lacks the rule that gives what its VMs send the router's address, and the way back is router a's",
    layer: 'router',
    layouts: ['neutron'],
    effect: { breaks: ['b1-world'] },
    change: ({ b: { router }, services }) => {
      const words = ['-o', router.qg.device, '-j', 'SNAT', '--to-source', router.qg.address, '--random-fully'];
      const call = (verb: string) =>
        within(router.namespace, 'iptables', '-t', 'nat', verb, `${services.l3}-snat`, ...words);
      return { inject: [call('-D')], heal: [quietly(...call('-A'))] };
    },
  }),
  unlisted({
    id: 'router-nft-snat',
    title: 'a rule of nftables gives what the router sends out an address that nobody has',
    layer: 'router',
    effect: { breaks: ['a1-world'] },
    change: ({ a: { router } }) =>
      nftRule(
        router.namespace,
        'ip',
        'hook postrouting priority 90',
        `oifname ${router.qg.device} snat to 203.0.113.250`,
        'nat',
      ),
  }),
  unlisted({
    id: 'router-untracked-guest',
    title: 'a rule of the router keeps what VM a1 sends from conntrack',
    layer: 'router',
    effect: { breaks: ['a1-metadata'] },
    change: ({ a: { router, vm1 } }) =>
      firstRule(router.namespace, 'iptables', 'raw', 'PREROUTING', '-s', vm1.address, '-j', 'NOTRACK'),
  }),
  unlisted({
    id: 'router-ttl-spent',
    title: 'a rule of the router sets the TTL of what comes from outside to 1',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) =>
      firstRule(
        router.namespace,
        'iptables',
        'mangle',
        'PREROUTING',
        ...['-i', router.qg.device, '-j', 'TTL', '--ttl-set', '1'],
      ),
  }),
  unlisted({
    id: 'router-ttl-cut-on-leaving',
    title: 'a rule of the router gives what leaves it a TTL that only the next hop lives with',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" iptables -t mangle -S POSTROUTING | grep "ttl-set 2"' },
    change: ({ a: { router } }) =>
      firstRule(
        router.namespace,
        'iptables',
        'mangle',
        'POSTROUTING',
        ...['-o', router.qg.device, '-j', 'TTL', '--ttl-set', '2'],
      ),
  }),
  unlisted({
    id: 'router-mark-blackhole',
    title: 'the router marks what comes from its VMs, and a policy rule drops what has the mark',
    layer: 'router',
    effect: { breaks: viaRouterA },
    // The fix takes the policy rule; the mark, which is nothing without it, stays.
    rewiresLab: true,
    change: ({ a: { router, network } }) =>
      together(
        firstRule(
          router.namespace,
          'iptables',
          'mangle',
          'PREROUTING',
          ...['-s', network.cidr, '-j', 'MARK', '--set-mark', '0x99'],
        ),
        policyRule(router.namespace, 'fwmark', '0x99/0xff', 'blackhole'),
      ),
  }),
  unlisted({
    id: 'router-snat-wrong',
    title: 'a rule of the router translates its VMs to an address that is not its own',
    layer: 'router',
    effect: { breaks: ['a1-world'] },
    change: ({ a: { router, network } }) =>
      firstRule(
        router.namespace,
        'iptables',
        'nat',
        'POSTROUTING',
        ...['-s', network.cidr, '-o', router.qg.device, '-j', 'SNAT', '--to-source', '203.0.113.250'],
      ),
  }),
  unlisted({
    id: 'router-port-redirected',
    title: 'a rule of the router takes connections to port 22 of VM a1 for itself',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" iptables -t nat -S | grep "dport 22"' },
    change: ({ a: { router, vm1 } }) =>
      firstRule(
        router.namespace,
        'iptables',
        'nat',
        'PREROUTING',
        ...['-d', vm1.address, '-p', 'tcp', '--dport', '22', '-j', 'REDIRECT', '--to-ports', '9'],
      ),
  }),
  unlisted({
    id: 'router-dnat-elsewhere',
    title: 'a rule of the router leads a floating IP to another VM',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" iptables -t nat -S PREROUTING | grep DNAT' },
    change: ({ a: { router, vm2 }, floatingIp }) =>
      firstRule(
        router.namespace,
        'iptables',
        'nat',
        'PREROUTING',
        ...['-d', floatingIp, '-j', 'DNAT', '--to-destination', vm2.address],
      ),
  }),
  unlisted({
    id: 'router-vm-route-out',
    title: 'a route of the router leads to VM a1 by its gateway',
    layer: 'router',
    effect: { breaks: viaRouterOfA1 },
    change: ({ a: { router, vm1 } }) =>
      routeTo(router.namespace, `${vm1.address}/32`, 'via', externalNetwork.gateway, 'dev', router.qg.device),
  }),
  unlisted({
    id: 'router-holds-vm-address',
    title: 'the router has the address of VM a1 as its own',
    layer: 'router',
    effect: { breaks: ['a1-world'] },
    change: ({ a: { router, vm1 } }) => ({
      inject: [ip(router.namespace, 'address', 'add', `${vm1.address}/32`, 'dev', 'lo')],
      heal: [quietly(...ip(router.namespace, 'address', 'del', `${vm1.address}/32`, 'dev', 'lo'))],
    }),
  }),
  unlisted({
    id: 'router-arp-silent',
    title: 'the router answers no ARP request of its VMs (arp_ignore 8)',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" sysctl -a 2>/dev/null | grep "qr.*arp_ignore = 8"' },
    change: ({ a: { router } }) => setting(router.namespace, `conf/${router.qr.device}/arp_ignore`, 8, 0),
  }),
  unlisted({
    id: 'router-without-arp',
    title: 'ARP is switched off at qr',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => ({
      inject: [ip(router.namespace, 'link', 'set', router.qr.device, 'arp', 'off')],
      heal: [ip(router.namespace, 'link', 'set', router.qr.device, 'arp', 'on')],
    }),
  }),
  unlisted({
    id: 'router-arptables-drop',
    title: 'a rule of arptables in the router drops ARP from qr',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" arptables -S | grep DROP' },
    change: ({ a: { router } }) =>
      firstRule(router.namespace, 'arptables', 'filter', 'INPUT', '-i', router.qr.device, '-j', 'DROP'),
  }),
  unlisted({
    id: 'router-neighbour-wrong',
    title: 'a permanent neighbour entry of the router gives VM a1 the MAC of a machine that is gone',
    layer: 'router',
    effect: { breaks: viaRouterOfA1 },
    change: ({ a: { router, vm1 } }) => wrongNeighbour(router.namespace, vm1.address, router.qr.device),
  }),
  unlisted({
    id: 'router-gateway-neighbour-wrong',
    title: 'a permanent neighbour entry of the router gives its next hop the MAC of a machine that is gone',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => wrongNeighbour(router.namespace, externalNetwork.gateway, router.qg.device),
  }),
  unlisted({
    id: 'router-queue-blackhole',
    title: 'the queue of qr drops what the router sends by it',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => queue(router.namespace, router.qr.device, 'blackhole'),
  }),
  unlisted({
    id: 'router-ipsec-block',
    title: 'an IPsec policy of the router blocks what it forwards to VM a1',
    layer: 'router',
    effect: { breaks: ['host-a1'] },
    change: ({ a: { router, vm1 } }) =>
      ipsecBlock(router.namespace, 'fwd', 'src', '0.0.0.0/0', 'dst', `${vm1.address}/32`),
  }),
  unlisted({
    id: 'router-mtu-small',
    title: 'qr carries no packet of more than 600 bytes',
    layer: 'router',
    layouts: ['neutron'],
    effect: { shownBy: 'ip -n "$1" link show | grep "mtu 600"' },
    change: ({ a: { router, network } }) => {
      const set = (mtu: string) => ip(router.namespace, 'link', 'set', router.qr.device, 'mtu', mtu);
      return { inject: [set('600')], heal: [set(String(network.mtu))] };
    },
  }),
  unlisted({
    id: 'router-no-ping',
    title: 'the router answers no ping (icmp_echo_ignore_all)',
    layer: 'router',
    effect: { shownBy: 'ip netns exec "$1" sysctl net.ipv4.icmp_echo_ignore_all | grep 1' },
    change: ({ a: { router } }) => setting(router.namespace, 'icmp_echo_ignore_all', 1, 0),
  }),
  unlisted({
    id: 'router-forgets-pings',
    title: 'conntrack in the router forgets pings at once',
    layer: 'router',
    effect: { breaks: ['a1-world'] },
    change: ({ a: { router } }) => ({
      inject: [within(router.namespace, 'sysctl', '-qw', 'net/netfilter/nf_conntrack_icmp_timeout=0')],
      heal: [within(router.namespace, 'sysctl', '-qw', 'net/netfilter/nf_conntrack_icmp_timeout=30')],
    }),
  }),
  unlisted({
    id: 'router-neighbour-noarp',
    title: 'a neighbour entry of the router that ARP leaves alone gives VM a1 the MAC of a machine that is gone',
    layer: 'router',
    effect: { breaks: viaRouterOfA1 },
    change: ({ a: { router, vm1 } }) => {
      const entry = [vm1.address, 'dev', router.qr.device];
      return {
        inject: [ip(router.namespace, 'neigh', 'replace', ...entry, 'lladdr', '02:00:00:00:00:99', 'nud', 'noarp')],
        heal: [quietly(...ip(router.namespace, 'neigh', 'del', ...entry))],
      };
    },
  }),
  unlisted({
    id: 'router-main-rule-missing',
    title: 'the router has no policy rule for its main table',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => ({
      inject: [ip(router.namespace, 'rule', 'del', 'pref', '32766')],
      heal: [quietly(...ip(router.namespace, 'rule', 'add', 'pref', '32766', 'lookup', 'main'))],
    }),
  }),
  unlisted({
    id: 'router-zone-one-way',
    title: 'a rule of the router puts what comes in by qg into a conntrack zone of its own',
    layer: 'router',
    effect: { breaks: ['a1-world'] },
    change: ({ a: { router } }) =>
      firstRule(router.namespace, 'iptables', 'raw', 'PREROUTING', '-i', router.qg.device, '-j', 'CT', '--zone', '77'),
  }),
  unlisted({
    id: 'router-marks-unhooked',
    title: 'no rule of the router leads to the chain of the L3 agent that marks packets',
    layer: 'router',
    layouts: ['neutron'],
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => {
      const call = (verb: string) =>
        within(router.namespace, 'iptables', '-t', 'mangle', verb, 'PREROUTING', '-j', 'neutron-l3-agent-PREROUTING');
      return { inject: [call('-D')], heal: [quietly(...call('-D')), call('-I')] };
    },
  }),
  unlisted({
    id: 'router-range-without-route',
    title: 'the router has no route for the range of its address on qr',
    layer: 'router',
    effect: { breaks: viaRouterA },
    change: ({ a: { router, network } }) => {
      const route = [network.cidr, 'dev', router.qr.device];
      const given = ['proto', 'kernel', 'scope', 'link', 'src', network.gateway];
      return {
        inject: [ip(router.namespace, 'route', 'del', ...route)],
        heal: [quietly(...ip(router.namespace, 'route', 'add', ...route, ...given))],
      };
    },
  }),
];
