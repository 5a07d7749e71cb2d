import { cloud } from '../../support/cloud-names.ts';
import { accept, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { port } from '../../support/edits/ovs.ts';

const { vm1, vm2 } = cloud.a;

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
  accept('local VLANs that differ from host to host', { on: { cmp2: port(vm2.qvo).tag(9) } }),
  accept('a port that the agent has no notes at', { on: { cmp2: port(vm2.qvo).withoutNotes() } }),
]);
