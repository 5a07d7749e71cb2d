import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { bridge } from '../../support/edits/ovs.ts';

const id = '0000b6f2a7d21e49';
const copied = bridge('br-int').datapathId(id);

testCloudCheck('datapath-id-shared', [
  reject(
    'a host that was made from an image of another',
    { on: { cmp1: copied, cmp2: copied } },
    {
      host: 'cmp2',
      summary: /^br-int has the datapath id 0000b6f2a7d21e49 on cmp1 and cmp2\.$/,
      fix: ['ovs-vsctl set Bridge br-int other_config:datapath-id=f000b6f2a7d21e49'],
    },
  ),
  accept('hosts of which only the tunnel bridges are alike', {
    on: { cmp1: bridge('br-tun').datapathId(id), cmp2: all(bridge('br-tun').datapathId(id)) },
  }),
  leaveOpen('a host that has another name since', {
    on: { cmp1: copied, cmp2: copied },
    recorded: { cmp1: '2020-01-01T00:00:00.000Z' },
  }),
]);
