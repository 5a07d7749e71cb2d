import { toFixedAddresses, viaBrEx } from '../../journeys.ts';
import { externalNetwork, outsideAddress } from '../../model.ts';
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

const here = undefined;
const br = externalNetwork.bridge;
/** Prints nothing and fails while a large packet to VM a1 gets no answer. */
const largeFails = (target: string) => `! ping -n -c 2 -i 0.2 -W 0.4 -M do -s 1372 ${target}`;

/** On the host itself, and on its way to routers. */
export const onHost: readonly Fault[] = [
  unlisted({
    id: 'host-nft-output-drop',
    title: 'a rule of nftables without a counter drops what the host sends to tenant a',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) => nftRule(here, 'inet', 'hook output priority 0', `ip daddr ${a.network.cidr} drop`),
  }),
  unlisted({
    id: 'host-nft-input-drop',
    title: 'a rule of nftables drops what the host gets from VMs by ICMP',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) =>
      nftRule(here, 'ip', 'hook input priority 10', `ip saddr ${a.network.cidr} icmp type echo-reply counter drop`),
  }),
  unlisted({
    id: 'host-nft-ssh-drop',
    title: 'a rule of nftables drops what the host sends to port 22 of tenant a',
    layer: 'host-route',
    effect: { shownBy: 'nft list ruleset | grep "tcp dport 22"' },
    change: ({ a }) => nftRule(here, 'inet', 'hook output priority 0', `ip daddr ${a.network.cidr} tcp dport 22 drop`),
  }),
  unlisted({
    id: 'host-nft-policy-drop',
    title: 'a chain of nftables accepts all but what the host sends to tenant a, and drops the rest',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) =>
      nftRule(here, 'ip', 'hook output priority 0 ; policy drop', `ip daddr != ${a.network.cidr} accept`),
  }),
  unlisted({
    id: 'host-nft-ingress-drop',
    title: 'a rule of nftables at the ingress of br-ex drops what comes from routers by ICMP',
    layer: 'host-route',
    effect: { breaks: viaBrEx },
    change: () => nftRule(here, 'netdev', `hook ingress device ${br} priority 0`, 'ip protocol icmp drop'),
  }),
  unlisted({
    id: 'host-nft-other-address',
    title: 'a rule of nftables at the ingress of br-ex gives answers to pings another address',
    layer: 'host-route',
    effect: { breaks: ['host-a1', 'host-a2', 'host-floating', 'lan-floating'] },
    change: () =>
      nftRule(here, 'netdev', `hook ingress device ${br} priority 0`, 'icmp type echo-reply ip daddr set 10.9.9.9'),
  }),
  unlisted({
    id: 'host-rule-blackhole',
    title: 'a policy rule of the host drops what goes to tenant a',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) => policyRule(here, 'to', a.network.cidr, 'blackhole'),
  }),
  unlisted({
    id: 'host-rule-prohibit',
    title: 'a policy rule of the host prohibits what goes to VM a1',
    layer: 'host-route',
    effect: { breaks: ['host-a1'] },
    change: ({ a }) => policyRule(here, 'to', `${a.vm1.address}/32`, 'prohibit'),
  }),
  unlisted({
    id: 'host-neighbour-wrong',
    title: 'a permanent neighbour entry of the host gives the router of tenant a the MAC of a machine that is gone',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) => wrongNeighbour(here, a.router.qg.address, br),
  }),
  unlisted({
    id: 'host-floating-neighbour-wrong',
    title: 'a permanent neighbour entry of the host gives the floating IP the MAC of a machine that is gone',
    layer: 'host-route',
    effect: { breaks: ['host-floating'] },
    change: ({ floatingIp }) => wrongNeighbour(here, floatingIp, br),
  }),
  unlisted({
    id: 'host-answers-blackhole',
    title: 'a policy rule of the host drops what it answers from an address behind br-ex',
    layer: 'host-route',
    effect: { shownBy: 'ip rule | grep blackhole' },
    change: () => policyRule(here, 'from', outsideAddress, 'blackhole'),
  }),
  unlisted({
    id: 'host-mtu-small',
    title: 'br-ex carries no packet of more than 900 bytes',
    layer: 'host-route',
    effect: { shownBy: largeFails('10.11.12.3') },
    change: () => ({
      inject: [['ip', 'link', 'set', br, 'mtu', '900']],
      heal: [['ip', 'link', 'set', br, 'mtu', '1500']],
    }),
  }),
  unlisted({
    id: 'host-route-mtu',
    title: 'the route to VM a1 carries no packet of more than 900 bytes',
    layer: 'host-route',
    effect: { shownBy: largeFails('10.11.12.3') },
    change: ({ a: { router, vm1 } }) => routeTo(here, `${vm1.address}/32`, 'via', router.qg.address, 'mtu', '900'),
  }),
  unlisted({
    id: 'host-path-mtu-remembered',
    title: 'the host remembers the small MTU that a device of the router had',
    layer: 'host-route',
    layouts: ['neutron'],
    effect: { shownBy: largeFails('10.11.12.3') },
    change: ({ a: { router, network, vm1 } }) => {
      const mtu = (bytes: number) => ip(router.namespace, 'link', 'set', router.qr.device, 'mtu', String(bytes));
      const large = quietly('ping', '-c', '1', '-W', '1', '-M', 'do', '-s', '1372', vm1.address);
      return { inject: [mtu(900), large, mtu(network.mtu)], heal: [['ip', 'route', 'flush', 'cache']] };
    },
  }),
  unlisted({
    id: 'host-queue-blackhole',
    title: 'the queue of br-ex drops what the host sends by it',
    layer: 'host-route',
    effect: { breaks: viaBrEx },
    change: () => queue(here, br, 'blackhole'),
  }),
  unlisted({
    id: 'host-queue-narrow',
    title: 'the queue of br-ex lets no packet of more than 1000 bytes out',
    layer: 'host-route',
    effect: { shownBy: largeFails('10.11.12.3') },
    change: () => queue(here, br, 'tbf', 'rate', '100kbit', 'burst', '1000', 'latency', '50ms'),
  }),
  unlisted({
    id: 'host-ipsec-block',
    title: 'an IPsec policy of the host blocks what goes to tenant a',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) => ipsecBlock(here, 'out', 'src', '0.0.0.0/0', 'dst', a.network.cidr),
  }),
  unlisted({
    id: 'host-raw-drop',
    title: 'a rule of table raw on the host drops what comes from tenant a',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) => firstRule(here, 'iptables', 'raw', 'PREROUTING', '-s', a.network.cidr, '-i', br, '-j', 'DROP'),
  }),
  unlisted({
    id: 'host-mangle-drop',
    title: 'a rule of table mangle on the host drops what it sends to VM a1',
    layer: 'host-route',
    effect: { breaks: ['host-a1'] },
    change: ({ a }) => firstRule(here, 'iptables', 'mangle', 'OUTPUT', '-d', a.vm1.address, '-j', 'DROP'),
  }),
  unlisted({
    id: 'host-legacy-drop',
    title: 'a rule of the older iptables on the host drops what it sends to tenant a',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a }) => firstRule(here, 'iptables-legacy', 'filter', 'OUTPUT', '-d', a.network.cidr, '-j', 'DROP'),
  }),
  unlisted({
    id: 'host-length-drop',
    title: 'a rule on the host drops large packets to tenant a',
    layer: 'host-route',
    effect: { shownBy: largeFails('10.11.12.3') },
    change: ({ a }) =>
      firstRule(
        here,
        'iptables',
        'filter',
        'OUTPUT',
        '-d',
        a.network.cidr,
        ...['-m', 'length', '--length', '1000:65535', '-j', 'DROP'],
      ),
  }),
  unlisted({
    id: 'host-arptables-drop',
    title: 'a rule of arptables on the host drops ARP from br-ex',
    layer: 'host-route',
    effect: { shownBy: 'arptables -S | grep DROP' },
    change: () => firstRule(here, 'arptables', 'filter', 'INPUT', '-i', br, '-j', 'DROP'),
  }),
  unlisted({
    id: 'host-arp-silent',
    title: 'the host answers no ARP request at br-ex (arp_ignore 8)',
    layer: 'host-route',
    effect: { shownBy: `sysctl net/ipv4/conf/${br}/arp_ignore | grep 8` },
    change: () => setting(here, `conf/${br}/arp_ignore`, 8, 0),
  }),
  unlisted({
    id: 'host-arptables-output-drop',
    title: 'a rule of arptables on the host drops what it asks at br-ex',
    layer: 'host-route',
    effect: { shownBy: 'arptables -S | grep DROP' },
    change: () => firstRule(here, 'arptables', 'filter', 'OUTPUT', '-o', br, '-j', 'DROP'),
  }),
  unlisted({
    id: 'host-mark-table',
    title: 'the host marks what it sends to tenant a, and a table for the mark drops it',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    // The fix takes the policy rule; the mark, which is nothing without it, stays.
    rewiresLab: true,
    change: ({ a }) =>
      together(
        firstRule(here, 'iptables', 'mangle', 'OUTPUT', '-d', a.network.cidr, '-j', 'MARK', '--set-mark', '7'),
        routeTo(here, 'blackhole', 'default', 'table', '99'),
        policyRule(here, 'fwmark', '7', 'lookup', '99'),
      ),
  }),
  unlisted({
    id: 'host-local-route-missing',
    title: 'the host has no local route for its address on br-ex',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: () => {
      const route = ['local', externalNetwork.gateway, 'dev', br, 'table', 'local'];
      const given = ['proto', 'kernel', 'scope', 'host', 'src', externalNetwork.gateway];
      return {
        inject: [['ip', 'route', 'del', ...route]],
        heal: [quietly('ip', 'route', 'add', ...route, ...given)],
      };
    },
  }),
  unlisted({
    id: 'host-route-by-other-router',
    title: 'the host sends what is for VM a2 to the router of tenant b',
    layer: 'host-route',
    effect: { breaks: ['host-a2'] },
    change: ({ a, b }) => routeTo(here, `${a.vm2.address}/32`, 'via', b.router.qg.address, 'dev', br),
  }),
  unlisted({
    id: 'host-bridged-br-ex',
    title: 'br-ex is a port of a Linux bridge',
    layer: 'host-route',
    effect: { breaks: viaBrEx },
    change: () => ({
      inject: [
        ip(here, 'link', 'add', 'site0', 'type', 'bridge'),
        ip(here, 'link', 'set', 'site0', 'up'),
        ip(here, 'link', 'set', br, 'master', 'site0'),
        // What the host has learned before works until it has to be learned again: the answer comes in by the bridge.
        ip(here, 'neigh', 'flush', 'dev', br),
      ],
      heal: [quietly(...ip(here, 'link', 'set', br, 'nomaster')), quietly(...ip(here, 'link', 'del', 'site0'))],
    }),
  }),
  unlisted({
    id: 'host-ttl-small',
    title: 'the host sends with a TTL of 1',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: () => setting(here, 'ip_default_ttl', 1, 64),
  }),
  unlisted({
    id: 'host-nft-ttl-one',
    title: 'a rule of nftables on the host gives what goes to VMs a TTL of 1',
    layer: 'host-route',
    effect: { breaks: toFixedAddresses },
    change: ({ a: { network } }) =>
      nftRule(here, 'ip', 'hook postrouting priority -150', `ip daddr ${network.cidr} ip ttl set 1`),
  }),
];
