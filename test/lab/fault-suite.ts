import { expect, test } from 'vitest';
import { healFault, injectFault } from '../../src/lab/faults/apply.ts';
import { faults } from '../../src/lab/faults/index.ts';
import type { Layout } from '../../src/lab/model.ts';
import { failingProbes, type Probe, probes, probesStillFailing } from '../support/connectivity.ts';
import { describeLive, sharedLab } from '../support/live-lab.ts';

const tenantB: readonly Probe[] = ['lease-b1', 'b1-world'];
const beyondBrEx: readonly Probe[] = ['host-a1', 'host-floating', 'lan-floating', 'a1-world', 'b1-world'];
const routerA: readonly Probe[] = ['host-a1', 'host-a2', 'host-floating', 'lan-floating', 'a1-world'];
const vmA1: readonly Probe[] = ['host-a1', 'host-floating', 'lan-floating', 'a1-world', 'a1-a2'];
const fixedAddresses: readonly Probe[] = ['host-a1', 'host-a2'];
const metadata: readonly Probe[] = ['a1-metadata'];
const leasesA: readonly Probe[] = ['lease-a1', 'lease-a2'];

/** What each fault breaks; of a VM that is cut off, the lease is not asked for: that takes a second to fail. */
const breaks: Readonly<Record<string, readonly Probe[]>> = {
  // Without its database ovs-vswitchd stops polling, and with it the userspace datapath.
  'ovsdb-server-killed': [...routerA, ...tenantB],
  'ovs-vswitchd-frozen': [...routerA, ...tenantB],
  'ovs-vswitchd-killed': [...routerA, ...tenantB],
  'l2-agent-never-wired': vmA1,
  'dhcp-agent-never-ran': [...leasesA, 'lease-b1'],
  'l3-agent-never-ran': [...routerA, 'b1-world'],
  'routers-empty': [...routerA, 'b1-world'],
  'br-int-deleted': [...routerA, ...tenantB],
  'br-ex-deleted': beyondBrEx,
  'br-ex-down': beyondBrEx,
  'br-ex-no-address': beyondBrEx,
  'tenant-route-deleted': fixedAddresses,
  'tenant-route-via-nobody': fixedAddresses,
  // VM b1 of the other tenant has the address of a1 and answers in its place.
  'tenant-route-via-other-router': ['host-a2'],
  'tenant-route-on-wrong-device': fixedAddresses,
  'tenant-route-more-specific': fixedAddresses,
  'tenant-route-better-metric': fixedAddresses,
  'tenant-route-policy-rule': fixedAddresses,
  'host-forwarding-off': ['lan-floating'],
  'host-forward-dropped': ['lan-floating'],
  'external-nic-not-bridged': ['lan-floating'],
  'qg-removed-from-bridge': routerA,
  'patch-pair-deleted': beyondBrEx,
  'external-patch-peer-wrong': beyondBrEx,
  'br-ex-flows-gone': beyondBrEx,
  'provider-vlan-flow-missing': beyondBrEx,
  'qrouter-namespace-deleted': routerA,
  'router-removed': routerA,
  'ha-port-down': routerA,
  'ha-keepalived-killed': routerA,
  'qg-down': routerA,
  'qr-down': routerA,
  'qg-no-address': routerA,
  'qr-no-address': routerA,
  'qr-wrong-prefix': routerA,
  'router-no-default-route': ['lan-floating', 'a1-world'],
  'router-gateway-off-subnet': ['lan-floating', 'a1-world'],
  'router-forwarding-off': routerA,
  'router-filter-drops': routerA,
  'dhcp-tap-removed-from-br-int': leasesA,
  'qr-removed-from-br-int': routerA,
  'qvo-removed-from-br-int': vmA1,
  'hybrid-veth-deleted': vmA1,
  'hybrid-veth-lost-at-boot': vmA1,
  'dhcp-tap-in-root-namespace': leasesA,
  'qr-in-root-namespace': routerA,
  'dhcp-tap-down': leasesA,
  'qvo-down': vmA1,
  'qvb-down': vmA1,
  'qbr-down': vmA1,
  'vm-tap-down': vmA1,
  'qvb-not-in-qbr': vmA1,
  'vm-tap-not-in-qbr': vmA1,
  'qbr-deleted': vmA1,
  'dnsmasq-frozen': leasesA,
  'dnsmasq-on-old-interface': leasesA,
  'dhcp-tap-wrong-address': leasesA,
  'dnsmasq-range-of-other-subnet': leasesA,
  'dhcp-address-in-two-host-lines': ['lease-a1'],
  'dhcp-host-line-garbled': ['lease-a1'],
  'dhcp-address-leased-to-dead-mac': ['lease-a1'],
  'dhcp-hosts-not-reloaded': leasesA,
  'anti-spoofing-flow-missing': ['lease-a1', ...vmA1],
  'bridge-rule-drops-dhcp': [...leasesA, 'lease-b1'],
  'dhcp-input-filtered': leasesA,
  'dhcp-checksum-spoiled': leasesA,
  // Whose answer comes first is a matter of luck.
  'rogue-dhcp-server': [],
  'dhcp-request-drop-flow': [...leasesA, 'lease-b1'],
  'dhcp-reply-drop-flow': [...leasesA, 'lease-b1'],
  'qr-drop-flow-left': routerA,
  'qr-trunk-mode-left': routerA,
  'br-int-flows-gone': [...routerA, ...tenantB],
  'security-group-drops-dhcp': ['lease-a1'],
  'forward-policy-drop': [...leasesA, 'lease-b1', ...routerA, 'a1-a2', 'b1-world'],
  'vm-chain-drops-icmp': ['host-a1', 'host-floating', 'lan-floating'],
  'anti-spoofing-other-mac': vmA1,
  'native-firewall-tables-flushed': [...routerA, ...tenantB],
  'native-firewall-port-unset': vmA1,
  'native-firewall-port-renumbered': vmA1,
  'native-anti-spoofing-other-address': vmA1,
  'arp-request-drop-flow': routerA,
  'arp-answer-drop-flow': vmA1,
  'guest-mac-changed': vmA1,
  // Whose answer comes first is a matter of luck.
  'address-taken-by-stranger': [],
  'guest-lost-address': vmA1,
  'br-ex-arp-off': beyondBrEx,
  'dhcp-tap-no-tag': leasesA,
  'qvo-no-tag': vmA1,
  'dhcp-tap-wrong-tag': leasesA,
  'qvo-wrong-tag': vmA1,
  'qr-wrong-tag': routerA,
  'dhcp-tap-dead-vlan': leasesA,
  'qvo-dead-vlan': vmA1,
  'dhcp-tap-never-wired': leasesA,
  'qdhcp-namespace-deleted': leasesA,
  'dhcp-no-offer': leasesA,
  'dnsmasq-in-root-namespace': leasesA,
  'dnsmasq-without-range': leasesA,
  'dhcp-host-entry-missing': ['lease-a1'],
  'dhcp-tap-no-address': leasesA,
  'floating-ip-no-address': ['host-floating', 'lan-floating'],
  'dvr-link-down': ['host-floating', 'lan-floating'],
  'dvr-link-deleted': ['host-floating', 'lan-floating'],
  'dvr-floating-ip-no-route': ['host-floating', 'lan-floating', 'a1-world'],
  'dvr-proxy-arp-off': ['host-floating', 'lan-floating', 'a1-world'],
  'dvr-snat-no-address': fixedAddresses,
  'floating-ip-of-deleted-vm': ['host-floating', 'lan-floating'],
  'router-no-snat': [],
  'metadata-redirect-deleted': metadata,
  'dhcp-metadata-proxy-killed': ['b1-metadata'],
  'metadata-mark-deleted': metadata,
  'metadata-accept-deleted': metadata,
  'metadata-port-filtered': metadata,
  'metadata-proxy-killed': metadata,
  'metadata-proxy-in-root-namespace': metadata,
  'metadata-proxy-without-socket': metadata,
  'metadata-proxy-frozen': metadata,
  'metadata-agent-killed': [...metadata, 'b1-metadata'],
  'metadata-agent-frozen': [...metadata, 'b1-metadata'],
  'metadata-socket-deleted': [...metadata, 'b1-metadata'],
  'nova-metadata-killed': [...metadata, 'b1-metadata'],
  'external-uplink-lost': beyondBrEx,
  'br-ex-with-uplink-deleted': beyondBrEx,
  'ovs-vswitchd-restarted': [...routerA, ...tenantB],
  'external-nic-renamed': beyondBrEx,
  'external-veth-down': beyondBrEx,
  'arp-responder-wrong': [],
  'firewall-of-other-agent': ['host-a1', 'host-floating', 'lan-floating', 'a1-world', 'a1-a2'],
};

/** What is to be seen of a fault that no probe feels for certain: a command that succeeds under it only. */
const shows: Readonly<Record<string, string>> = {
  // Its answers then go by the SNAT namespace, and find their way.
  'dvr-floating-ip-no-rule': 'ip -n "$1" rule | grep 168496129 && ! ip -n "$1" rule | grep "lookup 16$"',
  // Their network is no part of what the probes ask for.
  'linux-bridge-tap-out': 'ip link show type bridge | grep brq && ! ip netns exec vm-l1 ping -n -c 1 -W 1 10.20.0.4',
  'linux-bridge-down': 'ip link show type bridge | grep brq && ! ip netns exec vm-l1 ping -n -c 1 -W 1 10.20.0.4',
  'linux-bridge-uplink-out': 'ip -br link show type vxlan | grep vxlan-300 && ! ip -o link show type vxlan | grep brq',
  'linux-bridge-uplink-down': 'ip -o link show type vxlan | grep brq && [ -z "$(ip -o link show type vxlan up)" ]',
  'ha-monitor-killed': 'grep backup /var/lib/neutron/ha_confs/*/state',
  'l2-agent-killed': '! pgrep -f "[o]penvswitch-agent --config"',
  'l2-agent-frozen': 'pgrep -f -r T openvswitch-agent',
  'dhcp-agent-killed': '! pgrep -f "[d]hcp-agent --config"',
  'dhcp-agent-frozen': 'pgrep -f -r T dhcp-agent',
  'l3-agent-killed': '! pgrep -f "[l]3-agent --config"',
  'l3-agent-frozen': 'pgrep -f -r T l3-agent',
  // Its dnsmasq goes on where nobody can get at it.
  'qdhcp-namespace-unmounted': '! ip -n "$5" link',
  'dnsmasq-left-over': '[ "$(pgrep -c -f "dnsmasq.*$4/")" -gt 1 ]',
  'dnsmasq-pid-file-wrong': '[ "$(cat "$4/pid")" = 1 ]',
  // The client starts again after every refusal, without end.
  'dnsmasq-lease-limit-reached': 'timeout 2 /run/qdoctor-lab/ask-for-lease vm-a1 2>&1 | grep -qi "DHCP NAK"',
  'dhcp-router-option-wrong': 'grep -q option:router,10.11.12.254 "$4/opts"',
  'dhcp-mtu-option-too-large': 'pgrep -f "$4/.*=26,9000"',
  'dhcp-namespace-no-default-route': '! ip -n "$5" route show default | grep -q .',
  'dhcp-namespace-wrong-default-route': 'ip -n "$5" route show default | grep -q 10.11.12.254',
  'host-masquerades-tenants': 'iptables -t nat -S POSTROUTING | grep -x -e "-A POSTROUTING -o br-ex -j MASQUERADE"',
  'external-nic-down': 'ovs-vsctl list-ports br-ex | grep eth2',
  'external-nic-holds-address': 'ovs-vsctl list-ports br-ex | grep eth0',
  'qvo-small-mtu': 'ip -o link | grep "qvo.* mtu 1280"',
  'conntrack-table-full': '[ "$(cat /proc/sys/net/netfilter/nf_conntrack_count)" = 262144 ]',
  'bridge-filter-off': 'grep 0 /proc/sys/net/bridge/bridge-nf-call-iptables',
  'state-folder-full': '! dd if=/dev/zero of=/var/lib/more bs=64k count=1',
  'ovsdb-server-frozen': '! ovs-vsctl --timeout=1 show',
  // The router answers a ping to the floating IP itself, and a VM has its way out without one.
  'floating-ip-no-dnat': '! ip netns exec "$1" iptables -t nat -S | grep -q "PREROUTING -d $6"',
  // A VM keeps the route that it has until its lease ends.
  // Its router helps out where a network has one.
  'metadata-address-removed':
    '! for ns in $(ip netns list | cut -d" " -f1); do ip -n "$ns" -4 addr show dev "$3" 2>/dev/null; done | grep -q 169.254',
  'metadata-route-not-told': 'grep -L 169.254.169.254 /var/lib/neutron/dhcp/*/opts | grep -q .',
  'floating-ip-no-snat': '! ip netns exec "$1" iptables -t nat -S | grep -q "float-snat -s"',
  'router-rules-flushed': '! ip netns exec "$1" iptables -t nat -S | grep -q -- -A',
  // Whose answer to ARP comes first is a matter of luck.
  'floating-ip-on-two-routers':
    '[ "$(for ns in $(ip netns list | cut -d" " -f1); do ip -n "$ns" -4 addr show to "$6"; done | grep -c inet)" = 2 ]',
  'qg-wrong-prefix': 'ip netns exec "$1" ip -4 address show | grep -q /28',
  // Where there is a firewall, it drops an OFFER of an address that is not the VM's.
  'dhcp-address-not-reloaded': "! /run/qdoctor-lab/ask-for-lease vm-a1 1 | grep -q 'lease 10.11.12.3/'",
  // Refused, the client begins anew for ever.
  'dhcp-lease-limit-reached': '! timeout 3 /run/qdoctor-lab/ask-for-lease vm-a1',
  'dhcp-lease-time-not-reloaded': "/run/qdoctor-lab/ask-for-lease vm-a1 2>&1 | grep -q 'lease time 600'",
  'dhcp-options-not-reloaded': "/run/qdoctor-lab/ask-for-lease vm-a1 | grep -q 'router 10.11.12.254$'",
  'br-int-standalone': '[ "$(ovs-vsctl get-fail-mode br-int)" != secure ]',
  'datapath-id-shared':
    '[ "$(ovs-vsctl get Bridge br-int datapath_id)" = "$(ovs-vsctl get Bridge br-ex datapath_id)" ]',
  'tunnel-patch-deleted': '! ovs-vsctl port-to-br patch-tun',
  'tunnel-local-ip-foreign': 'ovs-vsctl get Interface vxlan-c6120014 options:local_ip | grep -q 198.18.0.99',
  'tunnel-nic-down': '[ -z "$(ip -o link show dev eth1 up)" ]',
  'tunnel-peer-unroutable': '! ping -n -c 1 -W 1 198.18.0.20',
  'tunnel-mtu-too-small': '! ping -n -c 1 -W 1 -M do -s 1472 198.18.0.20',
  'tunnel-port-duplicate': 'ovs-vsctl get Interface vxlan-2 ofport | grep -qx -- -1',
  'tunnel-port-renumbered':
    'port=$(ovs-vsctl get Interface vxlan-c6120014 ofport); ! ovs-ofctl dump-flows br-tun table=22 | grep -q "output:$port$"',
  'tunnel-id-flow-missing': '[ "$(ovs-ofctl dump-flows br-tun table=4 | grep -c tun_id=)" = 1 ]',
  'tunnel-flood-flow-missing': '[ "$(ovs-ofctl dump-flows br-tun table=22 | grep -c dl_vlan=)" = 1 ]',
  'br-tun-flows-gone': '[ "$(ovs-ofctl dump-flows br-tun | wc -l)" = 1 ]',
  'networks-share-tag': '[ "$(ovs-vsctl get Port "$2" tag)" = "$(ovs-vsctl get Port "$3" tag)" ]',
  'default-route-looped': 'ip route show default | grep -q "dev br-ex"',
  'hybrid-rules-flushed': '! iptables -S neutron-openvswi-FORWARD | grep -q -e -A',
  'port-mac-duplicate': 'ovs-vsctl list-ports br-int | grep qvo00000000-11',
  'host-masquerades-all': 'iptables -t nat -S POSTROUTING | grep -x -e "-A POSTROUTING -j MASQUERADE"',
  'mac-table-full': 'ovs-appctl fdb/stats-show br-int | grep -q 10/10',
  'neighbour-table-full': 'grep -q 00000400 /proc/1/net/stat/arp_cache',
  'bridge-filter-missing': '[ ! -e /proc/sys/net/bridge/bridge-nf-call-iptables ]',
};

/** Every fault of a layout: what it breaks, that it leaves tenant b alone, and that its undo heals. */
export function describeFaults(layout: Layout): void {
  describeLive(`faults of a ${layout} lab`, () => {
    const lab = sharedLab(layout);
    const ofLayout = faults.filter((fault) => fault.layouts.includes(layout));

    test('healthy at first', async () => {
      expect(await failingProbes(lab())).toEqual([]);
    });

    test.each(ofLayout.map((fault) => [fault.id, fault] as const))('%s', async (id, fault) => {
      const broken = breaks[id];
      try {
        await injectFault(lab(), fault);
        if (broken === undefined) expect(await isShown(id)).toBe(true);
        else {
          const asked = probes.filter((probe) => broken.includes(probe) || tenantB.includes(probe));
          expect(await failingProbes(lab(), asked)).toEqual(asked.filter((probe) => broken.includes(probe)));
        }
      } finally {
        // Whatever went wrong, the next fault finds a healthy lab.
        await healFault(lab(), fault);
      }
      if (broken === undefined) expect(await isShown(id)).toBe(false);
      expect(await probesStillFailing(lab())).toEqual([]);
    });

    test('each fault is in one of the tables', () => {
      const described = [...Object.keys(breaks), ...Object.keys(shows)];
      expect(faults.map((fault) => fault.id).filter((id) => !described.includes(id))).toEqual([]);
    });

    async function isShown(id: string): Promise<boolean> {
      const { a, b, floatingIp } = lab().model;
      const ports = [a.network.dhcpPort.device, b.network.dhcpPort.device];
      const words = [a.router.namespace, ...ports, a.network.dhcpDir, a.network.namespace, floatingIp];
      const end = await lab().run(['sh', '-c', `${shows[id]}`, id, ...words]);
      return end.kind === 'exited' && end.exitCode === 0;
    }
  });
}
