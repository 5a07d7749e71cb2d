import { leasesOfA, toVmA1, viaBrEx, viaRouterA } from '../../journeys.ts';
import type { Fault } from '../fault.ts';
import { ofportOf, quietly } from '../steps.ts';
import { flow, ip, portFlag } from './steps.ts';
import { ofNativeFirewall, unlisted } from './unlisted.ts';

const stpOff = [
  ['ovs-vsctl', 'set', 'Bridge', 'br-int', 'stp_enable=false'],
  ['ovs-vsctl', 'remove', 'Bridge', 'br-int', 'other_config', 'stp-forward-delay'],
] as const;

/** Ports of a spanning tree that was switched off are left out of floods until one of their flags changes. */
const floodAgain = [
  'sh',
  '-c',
  'for port in $(ovs-vsctl list-ports br-int); do ovs-ofctl mod-port br-int $port no-flood; ovs-ofctl mod-port br-int $port flood; done',
] as const;

/** In Open vSwitch. */
export const inSwitch: readonly Fault[] = [
  unlisted({
    id: 'flow-drops-mac',
    title: 'a flow of br-int drops what goes to the MAC of VM a1',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => flow('br-int', `priority=300,dl_dst=${vm1.mac}`, 'drop'),
  }),
  unlisted({
    id: 'flow-drops-icmp',
    title: 'a flow of br-int drops ICMP from VM a1',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => flow('br-int', `priority=300,icmp,dl_src=${vm1.mac}`, 'drop'),
  }),
  unlisted({
    id: 'flow-rewrites-mac',
    title: 'a flow of br-int gives what goes to VM a1 another MAC',
    layer: 'vlan',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => flow('br-int', `priority=300,dl_dst=${vm1.mac}`, 'mod_dl_dst:02:00:00:00:00:99,NORMAL'),
  }),
  unlisted({
    id: 'flow-to-other-port',
    title: 'a flow of br-int sends what is for VM a1 to VM a2',
    layer: 'vlan',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1, vm2 } }) => ({
      inject: [
        ofportOf(vm2.qvo, `ovs-ofctl add-flow br-int "priority=300,dl_dst=${vm1.mac},actions=strip_vlan,$ofport"`),
      ],
      heal: [['ovs-ofctl', '--strict', 'del-flows', 'br-int', `priority=300,dl_dst=${vm1.mac}`]],
    }),
  }),
  unlisted({
    id: 'flow-cuts-packets',
    title: 'a flow of br-int passes no more than 1000 bytes of a packet to VM a1',
    layer: 'vlan',
    effect: { shownBy: '! ping -n -c 2 -i 0.2 -W 0.4 -M do -s 1372 10.11.12.3' },
    change: ({ a: { vm1 } }) => ({
      inject: [
        ofportOf(
          vm1.qvo,
          `ovs-ofctl add-flow br-int "priority=300,dl_dst=${vm1.mac},actions=strip_vlan,output(port=$ofport,max_len=1000)"`,
        ),
      ],
      heal: [['ovs-ofctl', '--strict', 'del-flows', 'br-int', `priority=300,dl_dst=${vm1.mac}`]],
    }),
  }),
  unlisted({
    id: 'flow-to-empty-group',
    title: 'a flow of br-int sends what is for VM a1 to a group without buckets',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => ({
      inject: [
        ['ovs-ofctl', '-O', 'OpenFlow13', 'add-group', 'br-int', 'group_id=77,type=select'],
        ['ovs-ofctl', '-O', 'OpenFlow13', 'add-flow', 'br-int', `priority=300,dl_dst=${vm1.mac},actions=group:77`],
      ],
      heal: [['ovs-ofctl', '-O', 'OpenFlow13', 'del-groups', 'br-int', 'group_id=77']],
    }),
  }),
  unlisted({
    id: 'meter-narrow',
    title: 'a meter of br-int lets no large packet to VM a1',
    layer: 'security',
    effect: { shownBy: '! ping -n -c 2 -i 0.2 -W 0.4 -M do -s 1372 10.11.12.3' },
    change: ({ a: { vm1 } }) => ({
      inject: [
        [
          'ovs-ofctl',
          '-O',
          'OpenFlow13',
          'add-meter',
          'br-int',
          // The bucket holds a second's rate and the burst, 1,000 bytes: many small packets, and never a large one.
          'meter=77,kbps,burst,band=type=drop,rate=4,burst_size=4',
        ],
        [
          'ovs-ofctl',
          '-O',
          'OpenFlow13',
          'add-flow',
          'br-int',
          `priority=300,dl_dst=${vm1.mac},actions=meter:77,NORMAL`,
        ],
      ],
      heal: [
        ['ovs-ofctl', '--strict', 'del-flows', 'br-int', `priority=300,dl_dst=${vm1.mac}`],
        ['ovs-ofctl', '-O', 'OpenFlow13', 'del-meters', 'br-int', 'meter=77'],
      ],
    }),
  }),
  unlisted({
    id: 'qvo-no-receive',
    title: 'br-int takes nothing from the port of VM a1 (no-receive)',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => portFlag('br-int', vm1.qvo, 'no-receive', 'receive'),
  }),
  unlisted({
    id: 'qvo-no-forward',
    title: 'br-int sends nothing to the port of VM a1 (no-forward)',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => portFlag('br-int', vm1.qvo, 'no-forward', 'forward'),
  }),
  unlisted({
    id: 'qvo-no-flood',
    title: 'br-int floods nothing to the port of VM a1 (no-flood)',
    layer: 'tap',
    effect: { shownBy: 'ovs-ofctl show br-int | grep NO_FLOOD' },
    change: ({ a: { vm1 } }) => portFlag('br-int', vm1.qvo, 'no-flood', 'flood'),
  }),
  unlisted({
    id: 'qr-no-receive',
    title: 'br-int takes nothing from the port of the router (no-receive)',
    layer: 'tap',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => portFlag('br-int', router.qr.device, 'no-receive', 'receive'),
  }),
  unlisted({
    id: 'patch-no-forward',
    title: 'br-int sends nothing to the patch port that leads to br-ex (no-forward)',
    layer: 'external-bridge',
    layouts: ['neutron'],
    effect: { breaks: viaBrEx },
    change: () => portFlag('br-int', 'int-br-ex', 'no-forward', 'forward'),
  }),
  unlisted({
    id: 'patch-no-receive',
    title: 'br-ex takes nothing from the patch port that leads to br-int (no-receive)',
    layer: 'external-bridge',
    layouts: ['neutron'],
    effect: { breaks: viaBrEx },
    change: () => portFlag('br-ex', 'phy-br-ex', 'no-receive', 'receive'),
  }),
  unlisted({
    id: 'ports-protected',
    title: 'the ports of VM a1 and of the router are protected from each other',
    layer: 'tap',
    effect: { breaks: ['host-a1', 'host-floating', 'lan-floating', 'a1-world'] },
    change: ({ a: { vm1, router } }) => {
      const set = (value: boolean) =>
        [vm1.qvo, router.qr.device].map((port) => ['ovs-vsctl', 'set', 'Port', port, `protected=${value}`] as const);
      return { inject: set(true), heal: set(false) };
    },
  }),
  unlisted({
    id: 'switch-entry-elsewhere',
    title: 'br-int has the MAC of VM a1 at the port of VM a2, by a static entry',
    layer: 'vlan',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1, vm2, network } }) => ({
      inject: [['ovs-appctl', 'fdb/add', 'br-int', vm2.qvo, String(network.tag), vm1.mac]],
      heal: [['sh', '-c', `ovs-appctl fdb/del br-int ${network.tag} ${vm1.mac} >/dev/null 2>&1 || :`]],
    }),
  }),
  unlisted({
    id: 'port-kept-for-mirror',
    title: 'the port of VM a1 is kept for a mirror of br-int',
    layer: 'tap',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => ({
      inject: [
        [
          'ovs-vsctl',
          '--id=@port',
          'get',
          'Port',
          vm1.qvo,
          ...['--', '--id=@mirror', 'create', 'Mirror', 'name=site', 'output-port=@port'],
          ...['--', 'set', 'Bridge', 'br-int', 'mirrors=@mirror'],
        ],
        // What has been decided of packets before holds no longer.
        ['ovs-appctl', 'revalidator/purge'],
      ],
      heal: [['ovs-vsctl', 'clear', 'Bridge', 'br-int', 'mirrors']],
    }),
  }),
  unlisted({
    id: 'external-flow-drops',
    title: 'a flow of br-ex drops what goes to the router of tenant a',
    layer: 'external-bridge',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => flow('br-ex', `priority=300,dl_dst=${router.qg.mac}`, 'drop'),
  }),
  unlisted({
    id: 'external-flow-drops-arp',
    title: 'a flow of br-ex drops ARP',
    layer: 'external-bridge',
    effect: { shownBy: 'ovs-ofctl dump-flows br-ex | grep arp' },
    change: () => flow('br-ex', 'priority=300,arp', 'drop'),
  }),
  unlisted({
    id: 'external-flow-spends-ttl',
    title: 'a flow of br-ex gives what goes to the router of tenant a a TTL of 1',
    layer: 'external-bridge',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => flow('br-ex', `priority=300,ip,dl_dst=${router.qg.mac}`, 'mod_nw_ttl:1,NORMAL'),
  }),
  unlisted({
    id: 'external-flow-tags',
    title: 'a flow of br-ex puts what the router of tenant a sends into a VLAN',
    layer: 'external-bridge',
    layouts: ['neutron'],
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => flow('br-ex', `priority=300,dl_src=${router.qg.mac}`, 'mod_vlan_vid:300,NORMAL'),
  }),
  unlisted({
    id: 'external-port-tagged',
    title: "br-ex's own port has a VLAN tag",
    layer: 'external-bridge',
    effect: { shownBy: 'ovs-vsctl get Port br-ex tag | grep 5' },
    change: () => ({
      inject: [['ovs-vsctl', 'set', 'Port', 'br-ex', 'tag=5']],
      heal: [['ovs-vsctl', 'clear', 'Port', 'br-ex', 'tag']],
    }),
  }),
  unlisted({
    id: 'patch-port-tagged',
    title: 'the patch port of br-ex has a VLAN tag',
    layer: 'external-bridge',
    layouts: ['neutron'],
    effect: { shownBy: 'ovs-vsctl get Port phy-br-ex tag | grep 5' },
    change: () => ({
      inject: [['ovs-vsctl', 'set', 'Port', 'phy-br-ex', 'tag=5']],
      heal: [['ovs-vsctl', 'clear', 'Port', 'phy-br-ex', 'tag']],
    }),
  }),
  unlisted({
    id: 'dhcp-port-no-flood',
    title: 'br-int floods nothing to the DHCP port of tenant a (no-flood)',
    layer: 'tap',
    effect: { breaks: leasesOfA },
    change: ({ a: { network } }) => portFlag('br-int', network.dhcpPort.device, 'no-flood', 'flood'),
  }),
  unlisted({
    id: 'spanning-tree-listens',
    title: 'the spanning tree of br-int was switched on, and its ports still listen',
    layer: 'vlan',
    effect: { breaks: toVmA1 },
    change: () => ({
      inject: [['ovs-vsctl', 'set', 'Bridge', 'br-int', 'stp_enable=true', 'other_config:stp-forward-delay=30']],
      heal: [...stpOff, floodAgain],
    }),
  }),
  unlisted({
    id: 'spanning-tree-left-no-flood',
    title: 'br-int floods to no port of a VM since its spanning tree was switched off',
    layer: 'vlan',
    effect: { shownBy: '! ping -n -c 2 -i 0.2 -W 0.4 10.11.12.3' },
    change: ({ a: { router, vm1 } }) => ({
      inject: [
        ['ovs-vsctl', 'set', 'Bridge', 'br-int', 'rstp_enable=true'],
        ['ovs-vsctl', '--timeout=20', 'wait-until', 'Port', vm1.qvo, 'rstp_status:rstp_port_state=Forwarding'],
        ['ovs-vsctl', 'set', 'Bridge', 'br-int', 'rstp_enable=false'],
        quietly(...ip(router.namespace, 'neigh', 'del', vm1.address, 'dev', router.qr.device)),
      ],
      heal: [floodAgain],
    }),
  }),
  unlisted({
    id: 'flow-takes-to-other-vlan',
    title: 'a flow of br-int takes what VM a1 sends by ICMP into another VLAN',
    layer: 'vlan',
    layouts: ['neutron'],
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => flow('br-int', `priority=300,icmp,dl_src=${vm1.mac}`, 'mod_vlan_vid:99,NORMAL'),
  }),
  unlisted({
    id: 'patch-ports-protected',
    title: 'the patch port to br-ex and the port of a router are protected from each other',
    layer: 'external-bridge',
    layouts: ['neutron'],
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => {
      const ports = ['int-br-ex', router.qg.device];
      const set = (value: boolean) =>
        ports.map((port) => ['ovs-vsctl', 'set', 'Port', port, `protected=${value}`] as const);
      return { inject: set(true), heal: set(false) };
    },
  }),
  unlisted({
    id: 'tunnel-flow-reflects',
    title:
      'a flow of br-tun sends back what comes from br-int, which then learns the MACs of its own ports at patch-tun',
    layer: 'overlay',
    layouts: ['neutron'],
    effect: { shownBy: 'ovs-ofctl dump-flows br-tun | grep actions=IN_PORT' },
    change: () => ({
      inject: [ofportOf('patch-int', 'ovs-ofctl add-flow br-tun "priority=300,in_port=$ofport,actions=IN_PORT"')],
      heal: [quietly('ovs-ofctl', 'del-flows', 'br-tun', 'out_port=IN_PORT'), ['ovs-appctl', 'fdb/flush', 'br-int']],
    }),
  }),
  unlisted({
    id: 'flow-to-controller',
    title: 'a flow of br-int hands what VM a1 sends to a controller',
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: ({ a: { vm1 } }) => flow('br-int', `priority=300,ip,dl_src=${vm1.mac}`, 'CONTROLLER:65535'),
  }),
  ofNativeFirewall({
    id: 'flow-marks-connections',
    title: "a flow in a table of the switch's own firewall marks what VM a1 sends as no longer allowed",
    layer: 'security',
    effect: { breaks: toVmA1 },
    change: () =>
      flow('br-int', 'table=72,priority=300,ip', 'ct(commit,zone=NXM_NX_REG6[0..15],exec(load:0x1->NXM_NX_CT_MARK[]))'),
  }),
  ofNativeFirewall({
    id: 'flow-of-answers-missing',
    title: "the switch's own firewall has lost the flows by which answers come to VMs",
    layer: 'security',
    effect: { breaks: ['a1-world', 'a1-metadata'] },
    change: () => ({
      inject: [['ovs-ofctl', 'del-flows', 'br-int', 'table=82,ct_state=+est-rel+rpl']],
      heal: [],
    }),
  }),
  ofNativeFirewall({
    id: 'flows-of-egress-missing',
    title: "the switch's own firewall has lost the flows by which VMs open connections",
    layer: 'security',
    effect: { breaks: ['a1-world', 'a1-a2', 'b1-world', 'a1-metadata', 'b1-metadata'] },
    change: () => ({
      inject: ['+new-est', '+est-rel-rpl'].map((state) => [
        'ovs-ofctl',
        'del-flows',
        'br-int',
        `table=72,ct_state=${state}`,
      ]),
      heal: [],
    }),
  }),
  ofNativeFirewall({
    id: 'conntrack-zone-limited',
    title: 'the switch tracks one connection of tenant a and no more',
    layer: 'security',
    effect: { shownBy: 'ovs-appctl dpctl/ct-get-limits | grep ",limit=1,"' },
    change: ({ a: { network } }) => ({
      inject: [
        ['ovs-appctl', 'dpctl/flush-conntrack'],
        ['ovs-appctl', 'dpctl/ct-set-limits', `zone=${network.tag},limit=1`],
      ],
      heal: [quietly('ovs-appctl', 'dpctl/ct-del-limits', `zone=${network.tag}`)],
    }),
  }),
  unlisted({
    id: 'switch-port-bonded',
    title: 'the port qr of tenant a is a bond of its device and another',
    layer: 'vlan',
    effect: { breaks: viaRouterA },
    change: ({ a: { router } }) => {
      const remove = ['--id=@other', 'get', 'Interface', 'site0', '--', 'remove', 'Port', router.qr.device];
      return {
        inject: [
          [
            'ovs-vsctl',
            ...['--', '--id=@other', 'create', 'Interface', 'name=site0', 'type=internal'],
            ...['--', 'add', 'Port', router.qr.device, 'interfaces', '@other'],
          ],
        ],
        heal: [quietly('ovs-vsctl', '--', ...remove, 'interfaces', '@other')],
      };
    },
  }),
];
