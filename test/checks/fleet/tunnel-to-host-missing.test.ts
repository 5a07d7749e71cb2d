import { cloud, tunnelTo } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';

const [vmB] = cloud.cmp1.vms.filter(({ network }) => network.id === cloud.b.network.id);
const restart = ['service neutron-openvswitch-agent restart'];

testCloudCheck('tunnel-to-host-missing', [
  reject(
    'a compute without a tunnel to the network node',
    { on: { cmp1: port(tunnelTo('net1')).gone() } },
    {
      host: 'cmp1',
      summary: /^cmp1 has no tunnel to 198\.18\.0\.11, the local_ip of net1; both have ports of 2 networks\.$/,
      fix: restart,
    },
  ),
  reject(
    'a tunnel that leads to a previous address',
    { on: { net1: port(tunnelTo('cmp2')).option('remote_ip', '198.18.0.99') } },
    {
      host: 'net1',
      summary: /^net1 has no tunnel to 198\.18\.0\.13/,
      fix: restart,
    },
  ),
  accept('a tunnel to a host that is not among the recordings', { without: ['cmp2'] }),
  accept('a host whose only guest of a network is shut off', {
    on: {
      cmp2: device(cloud.a.vm2.tap).gone(),
      cmp1: port(tunnelTo('cmp2')).gone(),
      net1: port(tunnelTo('cmp2')).gone(),
    },
  }),
  accept('computes that share no network, with l2population', {
    on: {
      cmp1: all(
        port(tunnelTo('cmp2')).gone(),
        device(cloud.a.vm1.tap).gone(),
        ...(vmB === undefined ? [] : [device(vmB.tap).withFlag('ALLMULTI')]),
      ),
    },
  }),
  accept('a guest whose port is in the dead VLAN', {
    on: { cmp2: all(port(cloud.a.vm2.qvo).tag(4095), port(tunnelTo('cmp1')).gone()) },
  }),
  leaveOpen('a host that was added between the recordings', {
    on: { cmp1: port(tunnelTo('net1')).gone() },
    recorded: { cmp1: '2020-01-01T00:00:00.000Z' },
  }),
  leaveOpen('a host alone', { without: ['cmp1', 'cmp2'] }, 'skipped'),
]);
