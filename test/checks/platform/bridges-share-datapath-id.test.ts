import { accept, reject, testCheck } from '../../support/check-rows.ts';
import { bridge, newBridge } from '../../support/edits/ovs.ts';

testCheck('bridges-share-datapath-id', [
  reject('two bridges on one NIC', bridge('br-tun').datapathId('0000362af14cfb4e'), {
    summary: /br-int.*br-tun.*0000362af14cfb4e|br-tun.*br-int.*0000362af14cfb4e/,
    count: 2,
    fix: ['ovs-vsctl set Bridge br-tun other_config:datapath-id=f000362af14cfb4e'],
  }),
  accept('a bridge of somebody else, with an id of its own', newBridge('br-lan', { datapathId: '0000362af14cfb4f' })),
]);
