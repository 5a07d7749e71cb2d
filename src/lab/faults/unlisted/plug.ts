import { metadataOfA, toVmA1 } from '../../journeys.ts';
import type { Fault } from '../fault.ts';
import { quietly, restart } from '../steps.ts';
import { type Change, firstRule, ip, nftRule, queue, wrongNeighbour } from './steps.ts';
import { unlisted } from './unlisted.ts';

const bridgeLink = (device: string, name: string, bad: string, good: string): Change => ({
  inject: [['bridge', 'link', 'set', 'dev', device, name, bad]],
  heal: [['bridge', 'link', 'set', 'dev', device, name, good]],
});

/** At the bridge between VM a1 and the switch. */
export const atPlug: readonly Fault[] = [
  unlisted({
    id: 'tap-nft-ingress-drop',
    title: 'a rule of nftables at the ingress of the tap device drops what VM a1 sends by ICMP',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) =>
      nftRule(undefined, 'netdev', `hook ingress device ${vm1.tap} priority 0`, 'ip protocol icmp counter drop'),
  }),
  unlisted({
    id: 'qvb-nft-ingress-drop',
    title: 'a rule of nftables at the ingress of qvb drops what goes to VM a1 by IPv4',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) =>
      nftRule(undefined, 'netdev', `hook ingress device ${vm1.qvb} priority 0`, 'ether type ip drop'),
  }),
  unlisted({
    id: 'bridge-nft-drop',
    title: 'a rule of nftables of the family bridge drops ICMP to VM a1',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) =>
      nftRule(undefined, 'bridge', 'hook forward priority 0', `oifname ${vm1.tap} ip protocol icmp drop`),
  }),
  unlisted({
    id: 'bridge-questions-dropped',
    title: 'a rule of the host drops what VMs ask DNS servers, on their bridges',
    layer: 'security',
    layouts: ['neutron'],
    effect: { shownBy: 'iptables -S FORWARD | grep "dport 53"' },
    change: () => firstRule(undefined, 'iptables', 'filter', 'FORWARD', '-p', 'udp', '--dport', '53', '-j', 'DROP'),
  }),
  unlisted({
    id: 'bridge-nft-ttl',
    title: 'a rule of nftables of the family bridge cuts the TTL of what VM a1 sends',
    layer: 'security',
    effect: { breaks: ['host-a1', 'host-floating', 'lan-floating', 'a1-world'] },
    change: ({ a: { vm1 } }) =>
      nftRule(undefined, 'bridge', 'hook postrouting priority 0', `ip saddr ${vm1.address} ip ttl set 1`),
  }),
  unlisted({
    id: 'bridge-nft-dhcp-drop',
    title: 'a rule of nftables of the family bridge drops DHCP to VM a2, the second of its network',
    layer: 'security',
    effect: { breaks: ['lease-a2'] },
    change: ({ a: { vm2 } }) =>
      nftRule(undefined, 'bridge', 'hook forward priority 0', `oifname ${vm2.tap} udp dport 68 drop`),
  }),
  unlisted({
    id: 'bridge-nft-dhcp-counted',
    title: 'a rule of nftables of the family bridge counts DHCP to all VMs, and drops it',
    layer: 'security',
    effect: { breaks: ['lease-a1', 'lease-a2', 'lease-b1'] },
    change: () => nftRule(undefined, 'bridge', 'hook forward priority 0', 'udp dport { 67, 68 } counter drop'),
  }),
  unlisted({
    id: 'ebtables-arp-drop',
    title: 'a rule of ebtables drops ARP to VM a1',
    layer: 'security',
    effect: { shownBy: 'ebtables -L | grep DROP' },
    change: ({ a: { vm1 } }) =>
      firstRule(undefined, 'ebtables', 'filter', 'FORWARD', '-p', 'ARP', '-o', vm1.tap, '-j', 'DROP'),
  }),
  unlisted({
    id: 'ebtables-ip-drop',
    title: 'a rule of ebtables drops IPv4 that VM a1 sends',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) =>
      firstRule(undefined, 'ebtables', 'filter', 'FORWARD', '-p', 'IPv4', '-i', vm1.tap, '-j', 'DROP'),
  }),
  unlisted({
    id: 'ebtables-other-mac',
    title: 'a rule of ebtables sends what VM a1 sends to another MAC',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) =>
      firstRule(
        undefined,
        'ebtables',
        'nat',
        'PREROUTING',
        ...['-p', 'IPv4', '-i', vm1.tap, '-j', 'dnat', '--to-destination', '02:00:00:00:00:99'],
      ),
  }),
  unlisted({
    id: 'bridge-raw-drop',
    title: 'a rule of table raw drops what comes to VM a1 by its bridge',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) =>
      firstRule(
        undefined,
        'iptables',
        'raw',
        'PREROUTING',
        ...['-m', 'physdev', '--physdev-in', vm1.qvb, '-d', vm1.address, '-p', 'icmp', '-j', 'DROP'],
      ),
  }),
  unlisted({
    id: 'bridge-entry-elsewhere',
    title: 'the bridge of VM a1, which learns nothing, has its MAC at the port to the switch, by a static entry',
    layer: 'tap',
    layouts: ['neutron'],
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => ({
      inject: [['bridge', 'fdb', 'replace', vm1.mac, 'dev', vm1.qvb, 'master', 'static']],
      heal: [quietly('bridge', 'fdb', 'del', vm1.mac, 'dev', vm1.qvb, 'master')],
    }),
  }),
  unlisted({
    id: 'bridge-port-unflooded',
    title: 'the port of VM a1 gets no frames for MACs that its bridge, which learns none, does not know',
    layer: 'tap',
    layouts: ['neutron'],
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => bridgeLink(vm1.tap, 'flood', 'off', 'on'),
  }),
  unlisted({
    id: 'bridge-with-guest-mac',
    title: 'the bridge of VM a1 has the MAC of the VM',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => ({
      inject: [['ip', 'link', 'set', 'dev', vm1.qbr, 'address', vm1.mac]],
      heal: [['ip', 'link', 'set', 'dev', vm1.qbr, 'address', vm1.mac.replace(/^fa/, 'fe')]],
    }),
  }),
  unlisted({
    id: 'bridge-port-without-broadcast',
    title: 'the port of VM a1 gets no broadcasts',
    layer: 'tap',
    effect: { shownBy: 'bridge -d link show | grep "bcast_flood off"' },
    change: ({ a: { vm1 } }) => bridgeLink(vm1.tap, 'bcast_flood', 'off', 'on'),
  }),
  unlisted({
    id: 'veth-port-without-broadcast',
    title: 'qvb of VM a1 gets no broadcasts, which only the VM itself sends over its bridge',
    layer: 'tap',
    effect: { breaks: ['lease-a1'] },
    change: ({ a: { vm1 } }) => bridgeLink(vm1.qvb, 'bcast_flood', 'off', 'on'),
  }),
  unlisted({
    id: 'tap-queue-blackhole',
    title: 'the queue of the tap device drops what goes to VM a1',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => queue(undefined, vm1.tap, 'blackhole'),
  }),
  unlisted({
    id: 'qvb-queue-blackhole',
    title: 'the queue of qvb drops what VM a1 sends',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => queue(undefined, vm1.qvb, 'blackhole'),
  }),
  unlisted({
    id: 'qvo-queue-narrow',
    title: 'the queue of qvo lets no packet of more than 1000 bytes to VM a1',
    layer: 'tap',
    effect: { shownBy: '! ping -n -c 2 -i 0.2 -W 0.4 -M do -s 1372 10.11.12.3' },
    change: ({ a: { vm1 } }) => queue(undefined, vm1.qvo, 'tbf', 'rate', '100kbit', 'burst', '1000', 'latency', '50ms'),
  }),
  unlisted({
    id: 'ebtables-arp-reply-drop',
    title: 'a rule of ebtables drops the ARP replies that VM a1 gets',
    layer: 'security',
    effect: { shownBy: 'ebtables -L FORWARD | grep DROP' },
    change: ({ a: { vm1 } }) =>
      firstRule(undefined, 'ebtables', 'filter', 'FORWARD', '-o', vm1.tap, '-p', 'ARP', '--arp-op', '2', '-j', 'DROP'),
  }),
  unlisted({
    id: 'guest-gateway-mac-wrong',
    title: 'VM a1 has a permanent neighbour entry with a wrong MAC for its gateway',
    layer: 'vm',
    effect: { breaks: ['host-a1'] },
    fixes: { folsom: 0, neutron: 0 },
    change: ({ a: { router, vm1 } }) => wrongNeighbour(vm1.namespace, router.qr.address, 'eth0'),
  }),
  unlisted({
    id: 'tap-dhcp-drop',
    title: 'a rule on the host drops what VM a1 asks for by DHCP, on its own bridge',
    layer: 'security',
    layouts: ['neutron'],
    effect: { breaks: ['lease-a1'] },
    change: ({ a: { vm1 } }) =>
      firstRule(
        undefined,
        'iptables',
        'filter',
        'FORWARD',
        ...['-m', 'physdev', '--physdev-in', vm1.tap, '-p', 'udp', '--dport', '67', '-j', 'DROP'],
      ),
  }),
  unlisted({
    id: 'tap-zone-missing',
    title: 'what VM a1 sends is not in the conntrack zone of what it gets',
    layer: 'security',
    layouts: ['neutron'],
    effect: { breaks: metadataOfA },
    change: (model) => {
      const { tap } = model.a.vm1;
      const find = `iptables -t raw -S neutron-openvswi-PREROUTING | grep -e "--physdev-in ${tap} "`;
      return {
        inject: [['sh', '-c', `${find} | sed 's/^-A/-t raw -D/' | xargs iptables`]],
        heal: [restart(model, 'l2')],
      };
    },
  }),
  unlisted({
    id: 'qvb-zone-differs',
    title: 'a rule of table raw puts what VM a1 gets into another conntrack zone',
    layer: 'security',
    layouts: ['neutron'],
    effect: { breaks: metadataOfA },
    change: ({ a: { vm1 } }) =>
      firstRule(
        undefined,
        'iptables',
        'raw',
        'neutron-openvswi-PREROUTING',
        ...['-m', 'physdev', '--physdev-in', vm1.qvb, '-j', 'CT', '--zone', '4999'],
      ),
  }),
  unlisted({
    id: 'answers-kept-out',
    title: 'the firewall chain of VM a1 lets no answers in',
    layer: 'security',
    layouts: ['neutron'],
    effect: { breaks: metadataOfA },
    // The first rule of the chain lets in what belongs to a connection.
    change: (model) => ({
      inject: [['iptables', '-D', `neutron-openvswi-i${model.a.vm1.portId.slice(0, 10)}`, '1']],
      heal: [restart(model, 'l2')],
    }),
  }),
  unlisted({
    id: 'guest-without-route',
    title: 'VM a1 has no default route',
    layer: 'vm',
    layouts: ['neutron'],
    effect: { breaks: ['host-a1', 'host-floating', 'lan-floating', 'a1-world'] },
    fixes: { neutron: 0 },
    change: ({ a: { vm1, router } }) => ({
      inject: [['ip', '-n', vm1.namespace, 'route', 'del', 'default']],
      heal: [['ip', '-n', vm1.namespace, 'route', 'replace', 'default', 'via', router.qr.address]],
    }),
  }),
  unlisted({
    id: 'tap-with-mac-of-vm',
    title: 'the tap of VM a1 has the MAC of the VM',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => {
      const set = (address: string) => ip(undefined, 'link', 'set', 'dev', vm1.tap, 'address', address);
      return { inject: [set(vm1.mac)], heal: [set(`fe${vm1.mac.slice(2)}`)] };
    },
  }),
];
