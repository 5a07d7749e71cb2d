import { cloud, tunnelTo } from '../../support/cloud-names.ts';
import { accept, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';

const { network, router, vm1 } = cloud.b;
const [onNet, onCompute] = [[network.dhcpPort.device, router.qr.device], [vm1.qvo]].map((names) =>
  all(...names.map((name) => port(name).note('segmentation_id', '1003'))),
);
const note = (type: string) =>
  all(...[network.dhcpPort.device, router.qr.device, vm1.qvo].map((name) => port(name).note('network_type', type)));

testCloudCheck('segmentation-id-shared', [
  reject(
    'two networks with one id on all hosts',
    { on: { ...(onNet && { net1: onNet }), ...(onCompute && { cmp1: onCompute }) } },
    {
      host: 'net1',
      summary: /^Networks [-0-9a-f]+ and [-0-9a-f]+ both have segmentation id 1003\.$/,
      fix: null,
    },
  ),
  accept('one id in networks of different types', {
    on: {
      ...(onNet && { net1: all(onNet, note('gre')) }),
      ...(onCompute && { cmp1: all(onCompute, note('gre')) }),
    },
  }),
  accept('hosts of two clouds, between which no tunnel leads', {
    without: ['net1', 'cmp2'],
    also: {
      name: 'other',
      like: 'cmp2',
      change: all(
        port(cloud.a.vm2.qvo).note('segmentation_id', '1001'),
        port(tunnelTo('net1')).option('local_ip', '198.18.0.77'),
        port(tunnelTo('cmp1')).option('local_ip', '198.18.0.77'),
      ),
    },
    on: { cmp1: port(tunnelTo('cmp2')).gone() },
  }),
  accept('a host less', { without: ['cmp1'] }),
]);
