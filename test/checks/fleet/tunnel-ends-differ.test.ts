import { tunnelTo } from '../../support/cloud-names.ts';
import { accept, leaveOpen, reject, testCloudCheck } from '../../support/cloud-rows.ts';
import { all } from '../../support/edits/change.ts';
import { port } from '../../support/edits/ovs.ts';

const toNet = tunnelTo('net1');

testCloudCheck('tunnel-ends-differ', [
  reject(
    'another UDP port on one end',
    { on: { cmp1: port(toNet).option('dst_port', '8472') } },
    {
      host: 'cmp1',
      summary: /^The tunnel from cmp1 to net1 has dst_port 8472, the one back has 4789\.$/,
      fix: [`ovs-vsctl set Interface ${toNet} options:dst_port=4789`],
    },
  ),
  reject(
    'another type on one end',
    { on: { net1: port(tunnelTo('cmp2')).type('gre') } },
    {
      host: 'net1',
      summary: /^The tunnel from net1 to cmp2 has type gre, the one back has vxlan\.$/,
      fix: [`ovs-vsctl set Interface ${tunnelTo('cmp2')} type=vxlan`],
    },
  ),
  reject(
    'a fixed key in place of one that the flows set',
    { on: { cmp2: port(toNet).option('in_key', '7') } },
    {
      host: 'cmp2',
      summary: /^The tunnel from cmp2 to net1 has key \(out\/in\) flow\/7, the one back has flow\/flow\.$/,
      fix: [`ovs-vsctl set Interface ${toNet} options:out_key=flow options:in_key=flow`],
    },
  ),
  reject(
    'the same of two hosts only',
    {
      without: ['cmp2'],
      on: {
        cmp1: all(port(toNet).option('dst_port', '8472'), port(tunnelTo('cmp2')).gone()),
        net1: port(tunnelTo('cmp2')).gone(),
      },
    },
    {
      host: 'cmp1',
      summary: /dst_port/,
      fix: null,
    },
  ),
  accept('a port that is written down though it is the usual one', {
    on: { cmp1: port(toNet).option('dst_port', '4789') },
  }),
  accept('a checksum that one end alone asks for', { on: { cmp1: port(toNet).option('csum', 'true') } }),
  leaveOpen(
    'no tunnel back, which is a fault of its own',
    { without: ['cmp2'], on: { net1: port(tunnelTo('cmp1')).gone() } },
    'skipped',
  ),
]);
