import { tunnelTo } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';

/** cmp1 and a host beyond have GRE only, so the two others have no tunnel to it. */
const toGre = all(
  port(tunnelTo('net1')).type('gre'),
  port(tunnelTo('net1')).option('remote_ip', '198.18.0.99'),
  port(tunnelTo('cmp2')).gone(),
);
const without = port(tunnelTo('cmp1')).gone();

testCloudCheck(
  'tunnel-types-differ',
  [
    reject(
      'a compute whose agent was set up for GRE',
      { on: { cmp1: toGre, net1: without, cmp2: without } },
      {
        host: 'cmp1',
        count: 2,
        summary: /^cmp1 has tunnels of type gre, and \w+ of type vxlan: they have none to each other\.$/,
        fix: null,
      },
    ),
    accept('a missing tunnel between hosts of one type', {
      on: { cmp1: port(tunnelTo('net1')).gone(), net1: without },
    }),
    accept('a host without any tunnel', {
      on: { cmp1: all(port(tunnelTo('net1')).gone(), port(tunnelTo('cmp2')).gone()), net1: without, cmp2: without },
    }),
    leaveOpen('hosts with tunnels to each other', {}, 'skipped'),
  ],
  { given: { on: { cmp1: port(tunnelTo('net1')).gone(), net1: without } } },
);
