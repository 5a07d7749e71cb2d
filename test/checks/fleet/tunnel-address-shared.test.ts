import { tunnelTo } from '../../support/cloud-names.ts';
import { accept, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';

testCloudCheck('tunnel-address-shared', [
  reject(
    'a compute that was copied from another with its local_ip',
    {
      on: {
        cmp2: all(
          port(tunnelTo('net1')).option('local_ip', '198.18.0.12'),
          port(tunnelTo('cmp1')).option('local_ip', '198.18.0.12'),
        ),
      },
    },
    { host: 'cmp1', summary: /^Tunnels of cmp1 and cmp2 all start from 198\.18\.0\.12\.$/, fix: null },
  ),
  accept('a host that was just added', {
    also: {
      name: 'cmp9',
      like: 'cmp2',
      change: all(
        port(tunnelTo('net1')).option('local_ip', '198.18.0.19'),
        port(tunnelTo('cmp1')).option('local_ip', '198.18.0.19'),
      ),
    },
  }),
  accept('fewer hosts', { without: ['net1'] }),
]);
