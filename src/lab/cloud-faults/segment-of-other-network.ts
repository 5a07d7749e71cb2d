import type { CloudFault } from './fault.ts';
import { partAt, thirdTenant } from './other-part.ts';

const fault: CloudFault = {
  id: 'segment-of-other-network',
  title: 'two networks of different hosts have one segmentation id',
  layer: 'overlay',
  expects: 'segmentation-id-shared',
  shownBy: 'ovs-ofctl dump-flows br-tun table=4 | grep -q tun_id=0x3e9',
  hasNoFix: true,
  ...partAt('cmp2', (model) => {
    const { segmentationId } = model.b.network;
    return { served: [{ ...thirdTenant(model).network, segmentationId }] };
  }),
};

export default fault;
