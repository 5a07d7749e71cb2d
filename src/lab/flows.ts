import { linkLocalOf } from './ids.ts';
import type { LabModel, LabVm } from './model.ts';
import { nativeFirewall } from './native-firewall.ts';

// One cookie per bridge, as each start of a real agent draws one per bridge.
const cookies = {
  'br-int': '0x1db34c24fbb2618a',
  'br-ex': '0xf3d8d1a01689e1c5',
  'br-tun': '0xca2b60ab269a3742',
} as const;
export type FlowBridge = keyof typeof cookies;

/**
 * The flow table that the layout's agent keeps in a bridge. Ports are written as `@name@`: the agent's script puts the
 * ofport of the moment in, and leaves out the flows of a port that is not there.
 */
export function flowsOf(model: LabModel, bridge: FlowBridge): string {
  if (model.layout === 'folsom') return 'priority=1,actions=NORMAL\n';
  return neutronFlows[bridge](model)
    .map((flow) => `cookie=${cookies[bridge]},${flow}\n`)
    .join('');
}

const commonFlows = (model: LabModel): readonly string[] => [
  'table=0,priority=65535,dl_vlan=4095,actions=drop',
  'table=0,priority=2,in_port=@int-br-ex@,actions=drop',
  `table=0,priority=3,in_port=@int-br-ex@,vlan_tci=0x0000/0x1fff,actions=mod_vlan_vid:${model.externalNetwork.tag},resubmit(,59)`,
  'table=0,priority=0,actions=resubmit(,59)',
  'table=23,priority=0,actions=drop',
  'table=24,priority=0,actions=drop',
  'table=30,priority=0,actions=resubmit(,59)',
  'table=31,priority=0,actions=resubmit(,59)',
  'table=59,priority=0,actions=resubmit(,60)',
  'table=60,priority=3,actions=NORMAL',
  'table=62,priority=3,actions=NORMAL',
];

const neutronFlows: Record<FlowBridge, (model: LabModel) => readonly string[]> = {
  'br-int': (model) => [
    ...commonFlows(model),
    // The native firewall has flows against spoofing of its own.
    ...(model.firewall === 'native' ? nativeFirewall(model) : model.vms.flatMap(spoofFlows)),
  ],
  'br-ex': (model) => [
    `table=0,priority=4,in_port=@phy-br-ex@,dl_vlan=${model.externalNetwork.tag},actions=strip_vlan,NORMAL`,
    'table=0,priority=2,in_port=@phy-br-ex@,actions=drop',
    'table=0,priority=0,actions=NORMAL',
  ],
  'br-tun': (model) => [
    'table=0,priority=1,in_port=@patch-int@,actions=resubmit(,2)',
    ...model.place.tunnels.map(({ port }) => `table=0,priority=1,in_port=@${port}@,actions=resubmit(,4)`),
    'table=0,priority=0,actions=drop',
    'table=2,priority=0,dl_dst=00:00:00:00:00:00/01:00:00:00:00:00,actions=resubmit(,20)',
    'table=2,priority=0,dl_dst=01:00:00:00:00:00/01:00:00:00:00:00,actions=resubmit(,22)',
    'table=3,priority=0,actions=drop',
    ...tunnelledBy(model).map(
      ({ segmentationId, tag }) =>
        `table=4,priority=1,tun_id=0x${segmentationId.toString(16)},actions=mod_vlan_vid:${tag},resubmit(,10)`,
    ),
    'table=4,priority=0,actions=drop',
    'table=6,priority=0,actions=drop',
    `table=10,priority=1,actions=learn(table=20,hard_timeout=300,priority=1,cookie=${cookies['br-tun']},NXM_OF_VLAN_TCI[0..11],NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],load:0->NXM_OF_VLAN_TCI[],load:NXM_NX_TUN_ID[]->NXM_NX_TUN_ID[],output:OXM_OF_IN_PORT[]),output:@patch-int@`,
    'table=20,priority=0,actions=resubmit(,22)',
    ...tunnelledBy(model).map(
      ({ segmentationId, tag }) =>
        `table=22,priority=1,dl_vlan=${tag},actions=strip_vlan,load:0x${segmentationId.toString(16)}->NXM_NX_TUN_ID[],${floodingTo(model)}`,
    ),
    'table=22,priority=0,actions=drop',
  ],
};

const floodingTo = ({ place }: LabModel): string => place.tunnels.map(({ port }) => `output:@${port}@`).join(',');

const tunnelledBy = ({ networks, routers }: LabModel) => [
  ...networks,
  ...routers.flatMap(({ ha }) => ha?.network ?? []),
];

/** The anti-spoofing flows of a VM's port: its ARP, its neighbour advertisements, its MAC. */
function spoofFlows({ qvo, mac, address }: LabVm): readonly string[] {
  const advertisement = `icmp6,in_port=@${qvo}@,icmp_type=136`;
  return [
    `table=0,priority=10,${advertisement},actions=resubmit(,24)`,
    `table=0,priority=10,arp,in_port=@${qvo}@,actions=resubmit(,24)`,
    `table=0,priority=9,in_port=@${qvo}@,actions=resubmit(,25)`,
    `table=24,priority=2,${advertisement},nd_target=${linkLocalOf(mac)},actions=resubmit(,59)`,
    `table=24,priority=2,arp,in_port=@${qvo}@,arp_spa=${address},actions=resubmit(,25)`,
    `table=25,priority=2,in_port=@${qvo}@,dl_src=${mac},actions=resubmit(,30)`,
  ];
}
