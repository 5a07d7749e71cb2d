import { linkLocalOf } from './ids.ts';
import type { LabModel, LabPort, LabVm } from './model.ts';

/**
 * The flows of the firewall driver `openvswitch`, as Neutron's own code (agent/linux/openvswitch_firewall, Zed) gives
 * them for these ports and a security group that lets in ICMP and ssh. The numbers of its tables are ovs_constants'.
 */
export function nativeFirewall(model: LabModel): readonly string[] {
  const trusted = [
    ...model.served.map(({ dhcpPort, tag }) => ({ port: dhcpPort, tag })),
    ...model.routers.flatMap(({ qr, qg, network }) => [
      { port: qr, tag: network.tag },
      { port: qg, tag: model.externalNetwork.tag },
    ]),
  ];
  return [
    ...[71, 72, 73, 81, 82, 92, 93].map((table) => `table=${table},priority=0,actions=drop`),
    'table=71,priority=110,ct_state=+trk,actions=ct_clear,resubmit(,71)',
    'table=91,priority=1,actions=resubmit(,94)',
    'table=94,priority=1,actions=NORMAL',
    ...[72, 82].map((table) => `table=${table},priority=50,ct_state=+inv+trk,actions=resubmit(,93)`),
    ...trusted.flatMap(({ port, tag }) => trustedFlows(port, tag)),
    ...model.vms.flatMap((vm) => [...entryFlows(vm), ...egressFlows(vm), ...ingressFlows(vm)]),
  ];
}

const zone = 'zone=NXM_NX_REG6[0..15]';
const spoiled = `ct(commit,${zone},exec(set_field:0x1->ct_mark))`;
const ethertypes = ['ip', 'ipv6'];

function trustedFlows({ device }: LabPort, tag: number): readonly string[] {
  const port = `@${device}@`;
  return [
    `table=60,priority=100,in_port=${port},actions=set_field:${port}->reg5,set_field:${tag}->reg6,resubmit(,73)`,
    `table=73,priority=80,reg5=${port},actions=resubmit(,94)`,
  ];
}

/** Where a VM's packets come in, and where those for it do. */
function entryFlows({ tap, mac, network: { tag } }: LabVm): readonly string[] {
  const load = `set_field:@${tap}@->reg5,set_field:${tag}->reg6`;
  return [
    `table=60,priority=100,in_port=@${tap}@,actions=${load},resubmit(,71)`,
    `table=60,priority=90,dl_vlan=${tag},dl_dst=${mac},actions=${load},strip_vlan,resubmit(,81)`,
    `table=73,priority=100,reg6=${tag},dl_dst=${mac},actions=set_field:@${tap}@->reg5,resubmit(,81)`,
  ];
}

function egressFlows({ tap, mac, address, network: { tag } }: LabVm): readonly string[] {
  const own = `reg5=@${tap}@`;
  const from = `${own},in_port=@${tap}@`;
  const linkLocal = linkLocalOf(mac);
  const discovery = [130, 133, 135].map((type) => `icmp_type=${type},dl_src=${mac},ipv6_src=${linkLocal}`);
  return [
    `table=71,priority=95,arp,${from},dl_src=${mac},arp_spa=${address},actions=resubmit(,94)`,
    ...[...discovery, `icmp_type=136,nd_target=${linkLocal}`].map(
      (match) => `table=71,priority=95,icmp6,${from},${match},actions=resubmit(,94)`,
    ),
    ...[address, '0.0.0.0'].map(
      (source) =>
        `table=71,priority=80,udp,${from},dl_src=${mac},nw_src=${source},tp_src=68,tp_dst=67,actions=resubmit(,73)`,
    ),
    `table=71,priority=80,udp6,${from},dl_src=${mac},ipv6_src=${linkLocal},tp_src=546,tp_dst=547,actions=resubmit(,73)`,
    `table=71,priority=70,udp,${from},tp_src=67,tp_dst=68,actions=resubmit(,93)`,
    `table=71,priority=70,udp6,${from},tp_src=547,tp_dst=546,actions=resubmit(,93)`,
    `table=71,priority=70,icmp6,${from},icmp_type=134,actions=resubmit(,93)`,
    `table=71,priority=65,ip,${from},dl_src=${mac},nw_src=${address},actions=ct(table=72,${zone})`,
    `table=71,priority=65,ipv6,${from},dl_src=${mac},ipv6_src=${linkLocal},actions=ct(table=72,${zone})`,
    `table=71,priority=10,${from},actions=ct_clear,resubmit(,93)`,
    ...ethertypes.flatMap((type) => [
      `table=72,priority=74,${type},ct_state=+est-rel-rpl,${own},actions=resubmit(,73)`,
      `table=72,priority=74,${type},ct_state=+new-est,${own},actions=resubmit(,73)`,
    ]),
    ...trackedFlows(72, own, tag, 'resubmit(,94)'),
    ...ethertypes.map(
      (type) => `table=73,priority=90,${type},ct_state=+new-est,${own},actions=ct(commit,${zone}),resubmit(,91)`,
    ),
    `table=73,priority=80,${own},actions=resubmit(,94)`,
  ];
}

function ingressFlows({ tap, network: { tag } }: LabVm): readonly string[] {
  const own = `reg5=@${tap}@`;
  const out = `output:@${tap}@`;
  const allowed = [
    { match: 'icmp', priority: 75 },
    { match: 'tcp,tp_dst=22', priority: 77 },
  ];
  return [
    `table=81,priority=100,arp,${own},actions=${out}`,
    ...[130, 135, 136, 134].map((type) => `table=81,priority=100,icmp6,${own},icmp_type=${type},actions=${out}`),
    `table=81,priority=95,udp,${own},tp_src=67,tp_dst=68,actions=${out}`,
    `table=81,priority=95,udp6,${own},tp_src=547,tp_dst=546,actions=${out}`,
    ...ethertypes.map((type) => `table=81,priority=90,${type},ct_state=-trk,${own},actions=ct(table=82,${zone})`),
    `table=81,priority=80,ct_state=+trk,${own},actions=resubmit(,82)`,
    ...allowed.flatMap(({ match, priority }) => [
      `table=82,priority=${priority},${match},ct_state=+est-rel-rpl,${own},actions=${out}`,
      `table=82,priority=${priority},${match},ct_state=+new-est,${own},actions=ct(commit,${zone}),${out},resubmit(,92)`,
    ]),
    ...trackedFlows(82, own, tag, out),
  ];
}

/** What belongs to a connection passes; what a rule once allowed and none allows now is marked, and dropped. */
const trackedFlows = (table: number, own: string, tag: number, pass: string): readonly string[] => [
  `table=${table},priority=50,ct_mark=0x1,${own},actions=resubmit(,93)`,
  `table=${table},priority=50,ct_state=+est-rel+rpl,ct_zone=${tag},ct_mark=0,${own},actions=${pass}`,
  `table=${table},priority=50,ct_state=-new-est+rel-inv,ct_zone=${tag},ct_mark=0,${own},actions=${pass}`,
  `table=${table},priority=40,ct_state=-est,${own},actions=resubmit(,93)`,
  ...ethertypes.map((type) => `table=${table},priority=40,${type},ct_state=+est,${own},actions=${spoiled}`),
];
