import type { Argv } from '../../host/process.ts';
import { restart } from '../faults/steps.ts';
import type { CloudFault } from './fault.ts';

/** Gives the flows of a bridge with one number in place of another. */
const renumbered = (from: number, to: number): Argv => [
  'sh',
  '-ec',
  'ovs-ofctl -O OpenFlow13 --no-stats dump-flows br-tun | sed "s/0x$1\\\\b/0x$2/g" | ovs-ofctl -O OpenFlow13 replace-flows br-tun -',
  'renumber',
  from.toString(16),
  to.toString(16),
];

const fault: CloudFault = {
  id: 'segment-changed',
  title: 'a compute has another segmentation id for a network than the other hosts',
  layer: 'overlay',
  at: 'cmp2',
  expects: 'segmentation-id-differs',
  shownBy: 'ovs-ofctl dump-flows br-tun table=4 | grep -q 0xbb7',
  inject: ({ a, vms }) => [
    ...vms
      .filter(({ network }) => network.id === a.network.id)
      .map(({ qvo }): Argv => ['ovs-vsctl', 'set', 'Port', qvo, 'other_config:segmentation_id=2999']),
    renumbered(a.network.segmentationId, 2999),
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
