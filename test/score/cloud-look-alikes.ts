import type { Argv } from '../../src/host/process.ts';
import type { CloudPart } from '../../src/lab/cloud-faults/fault.ts';
import { tenantAt } from '../../src/lab/cloud-faults/floating-ip-left-on-old-router.ts';
import { haRouter } from '../../src/lab/cloud-faults/ha-router-split.ts';
import { serverAt } from '../../src/lab/cloud-faults/second-server-other-address.ts';
import { forgetTunnel } from '../../src/lab/cloud-faults/tunnel-gone.ts';
import { ofportOf, restart } from '../../src/lab/faults/steps.ts';
import type { LabModel, LabNetwork } from '../../src/lab/model.ts';
import { tunnelNic, underlayBridge } from '../../src/lab/place.ts';
import { tunnelOf } from '../../src/lab/places.ts';

/** Hosts that are healthy, and look as if something between them were broken. */
export interface CloudLookAlike {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly CloudPart[];
  /** A host that is not recorded. */
  readonly without?: string;
}

const flow = (words: string): string => `ovs-ofctl add-flow br-tun "${words}"`;
const segment = ({ segmentationId }: LabNetwork) => `load:0x${segmentationId.toString(16)}->NXM_NX_TUN_ID[]`;
const rewire: CloudPart['heal'] = (model) => [restart(model, 'l2')];

const floodOnlyTo =
  (other: string, networkOf: (model: LabModel) => LabNetwork): CloudPart['inject'] =>
  (model) => {
    const network = networkOf(model);
    const match = `table=22,priority=1,dl_vlan=${network.tag}`;
    return [ofportOf(tunnelOf(other), flow(`${match},actions=strip_vlan,${segment(network)},output:$ofport`))];
  };

const written = (model: LabModel, other: string): Argv => {
  const { network, vm2 } = model.a;
  const match = `table=20,priority=2,dl_vlan=${network.tag},dl_dst=${vm2.mac}`;
  return ofportOf(tunnelOf(other), flow(`${match},actions=strip_vlan,${segment(network)},output:$ofport`));
};

/** A device that is gone for all who look for its name. */
const renamed = (from: string, to: string, state: 'up' | 'down'): readonly Argv[] => [
  ['ip', 'link', 'set', from, 'down'],
  ['ip', 'link', 'set', from, 'name', to],
  ['ip', 'link', 'set', to, state],
];

export const cloudLookAlikes: readonly CloudLookAlike[] = [
  {
    id: 'flood-without-unused-host',
    title: 'a network that does not flood to a compute without ports of it',
    parts: [{ at: 'net1', inject: floodOnlyTo('cmp1', ({ b }) => b.network), heal: rewire }],
  },
  {
    id: 'host-not-recorded',
    title: 'hosts of which one was not recorded, while it has no tunnel to the others',
    without: 'cmp2',
    parts: [{ at: 'cmp2', inject: () => [['ovs-vsctl', 'del-port', 'br-tun', tunnelOf('net1')]], heal: rewire }],
  },
  {
    id: 'l2population-entry',
    title: 'an entry of l2population that leads to the host of its VM',
    parts: [{ at: 'net1', inject: (model) => [written(model, 'cmp2')], heal: rewire }],
  },
  {
    id: 'arp-answer-right',
    title: 'ARP answers for a VM and a router on other hosts',
    parts: [
      {
        at: 'cmp1',
        inject: ({ a: { network, router, vm2 } }) =>
          [vm2, router.qr].map(({ address, mac }) => [
            'ovs-ofctl',
            'add-flow',
            'br-tun',
            `table=21,priority=1,arp,dl_vlan=${network.tag},arp_tpa=${address},actions=move:NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[],mod_dl_src:${mac},load:0x2->NXM_OF_ARP_OP[],IN_PORT`,
          ]),
        heal: rewire,
      },
    ],
  },
  {
    id: 'underlay-larger-than-others',
    title: 'a compute with more room in the underlay than the others',
    parts: [
      {
        at: 'cmp1',
        inject: () => [['ip', 'link', 'set', underlayBridge, 'mtu', '1600']],
        heal: () => [['ip', 'link', 'set', underlayBridge, 'mtu', String(tunnelNic.mtu)]],
      },
    ],
  },
  {
    id: 'tunnel-to-host-switched-off',
    title: 'a tunnel to a host that was switched off',
    parts: [
      {
        at: 'cmp1',
        inject: ({ place }) => [
          [
            'sh',
            '-c',
            `ovs-vsctl add-port br-tun vxlan-c6120063 -- set Interface vxlan-c6120063 type=vxlan options:in_key=flow \\
          options:out_key=flow options:local_ip=${place.tunnelAddress} options:remote_ip=198.18.0.99`,
          ],
        ],
        heal: () => [['ovs-vsctl', '--if-exists', 'del-port', 'br-tun', 'vxlan-c6120063']],
      },
    ],
  },
  { id: 'ha-router-standby', title: 'an HA router with one instance that stands by', parts: haRouter },
  { id: 'two-dhcp-servers', title: 'a network with a DHCP server on two hosts', parts: [serverAt('cmp1')] },
  {
    id: 'network-of-one-host',
    title: 'a tenant whose router and DHCP server are on a host of their own',
    parts: [tenantAt('cmp2')],
  },
  {
    id: 'guest-shut-off',
    title: 'a compute without a tunnel to another on which the only guest of its network is shut off',
    parts: [
      {
        at: 'cmp2',
        inject: ({ a: { vm2 } }) => renamed(vm2.tap, 'off', 'down'),
        heal: ({ a: { vm2 } }) => renamed('off', vm2.tap, 'up'),
      },
      {
        at: 'cmp2',
        inject: () => [ofportOf(tunnelOf('cmp1'), forgetTunnel(tunnelOf('cmp1')))],
        heal: rewire,
      },
    ],
  },
  {
    id: 'checksums-differ',
    title: 'tunnels of which one end computes checksums and sets another TTL',
    parts: [
      {
        at: 'cmp1',
        inject: () => [['ovs-vsctl', 'set', 'Interface', tunnelOf('net1'), 'options:csum=true', 'options:ttl=32']],
        heal: () => [['ovs-vsctl', 'remove', 'Interface', tunnelOf('net1'), 'options', 'csum', 'ttl']],
      },
    ],
  },
  {
    id: 'default-port-written',
    title: 'a tunnel of which one end names the usual UDP port',
    parts: [
      {
        at: 'cmp2',
        inject: () => [['ovs-vsctl', 'set', 'Interface', tunnelOf('net1'), 'options:dst_port=4789']],
        heal: () => [['ovs-vsctl', 'remove', 'Interface', tunnelOf('net1'), 'options', 'dst_port']],
      },
    ],
  },
];
