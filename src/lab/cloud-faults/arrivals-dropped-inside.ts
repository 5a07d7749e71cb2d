import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'arrivals-dropped-inside',
  title: 'a flow of the integration bridge drops what other hosts send to a VM',
  layer: 'overlay',
  at: 'cmp2',
  expects: 'overlay-packets-lost',
  shownBy: 'ovs-ofctl dump-flows br-int table=0 | grep -q "priority=77.*actions=drop"',
  hasNoFix: true,
  inject: ({ a: { vm2 } }) => [
    ['ovs-ofctl', 'add-flow', 'br-int', `table=0,priority=77,dl_dst=${vm2.mac},ip,actions=drop`],
  ],
  heal: ({ a: { vm2 } }) => [
    ['ovs-ofctl', '--strict', 'del-flows', 'br-int', `table=0,priority=77,dl_dst=${vm2.mac},ip`],
  ],
};

export default fault;
