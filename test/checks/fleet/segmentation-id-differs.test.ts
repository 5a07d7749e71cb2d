import { cloud } from '../../support/cloud-names.ts';
import { accept, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all, type Change } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';

const { vm1, vm2 } = cloud.a;

/** Another network node, on which a provider network has another VLAN, or is on another physical network. */
const second = (vlan: string, physicalNetwork = 'public') =>
  all(...cloud.routers.flatMap(({ qg }) => onVlan(qg.device, vlan, physicalNetwork)));
const onVlan = (name: string, vlan: string, physicalNetwork: string) => [
  port(name).note('network_type', 'vlan'),
  port(name).note('segmentation_id', vlan),
  port(name).note('physical_network', physicalNetwork),
];
const provider = (change: Change) =>
  ({ on: { net1: second('100') }, also: { name: 'net2', like: 'net1', change } }) as const;

testCloudCheck('segmentation-id-differs', [
  reject(
    'a compute with another id than the two others',
    { on: { cmp2: port(vm2.qvo).note('segmentation_id', '2999') } },
    {
      host: 'cmp2',
      summary: /^Network 4338c261-[-0-9a-f]+ has segmentation id 2999 on cmp2 and 1003 on \w+\.$/,
      fix: ['service neutron-openvswitch-agent restart'],
    },
  ),
  reject(
    'two hosts, each with its own',
    { without: ['net1'], on: { cmp1: port(vm1.qvo).note('segmentation_id', '2999') } },
    {
      host: 'cmp1',
      summary: /2999 on cmp1 and 1003 on cmp2/,
      fix: null,
    },
  ),
  reject('a provider network with different VLANs on one physical network', provider(second('101')), {
    host: 'net1',
    summary: new RegExp(`^Network ${cloud.externalNetwork.id} has VLAN 100 on net1 and 101 on net2\\.$`),
    fix: null,
  }),
  accept('a routed network, with another VLAN on each physical network', provider(second('101', 'rack2'))),
  accept('local VLANs that differ from host to host', { on: { cmp2: port(vm2.qvo).tag(9) } }),
  accept('a port that the agent has no notes at', { on: { cmp2: port(vm2.qvo).withoutNotes() } }),
]);
