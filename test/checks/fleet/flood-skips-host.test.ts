import { cloud, tunnelTo } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { flows } from '../../support/edits/flows.ts';
import { device } from '../../support/edits/ip.ts';
import { port } from '../../support/edits/ovs.ts';

const restart = ['service neutron-openvswitch-agent restart'];

testCloudCheck('flood-skips-host', [
  reject(
    'a network that floods to one host less',
    { on: { cmp1: port(tunnelTo('cmp2')).ofport(99) } },
    {
      host: 'cmp1',
      summary: /^cmp1 does not send broadcasts of network 4338c261-[-0-9a-f]+ to cmp2, which has ports of it\.$/,
      fix: restart,
    },
  ),
  reject(
    'a network that floods nowhere',
    { on: { net1: flows('br-tun').changed(/(table=22, .*dl_vlan=3 .*NXM_NX_TUN_ID\[\]),.*$/, '$1') } },
    {
      host: 'net1',
      summary: /^net1 does not send broadcasts of network 4338c261/,
      fix: restart,
      count: 2,
    },
  ),
  accept('with l2population, no flood to a host without ports of the network', {
    on: { cmp2: flows('br-tun').changed(/(dl_vlan=1 .*),output:\d+$/, '$1') },
  }),
  accept('nor to one whose only guest of it is shut off', {
    on: {
      cmp2: device(cloud.a.vm2.tap).gone(),
      cmp1: port(tunnelTo('cmp2')).ofport(99),
    },
  }),
  leaveOpen('a tunnel that the switch has given no number yet', {
    on: { cmp1: port(tunnelTo('cmp2')).ofport(undefined) },
  }),
]);
