import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'tunnel-id-wrong',
  title: 'the broadcasts of a network leave with the tunnel ID of another',
  layer: 'overlay',
  layouts: ['neutron'],
  expects: 'tunnel-id-wrong',
  effect: { shownBy: 'ovs-ofctl dump-flows br-tun table=22 | grep -q 0xbb7' },
  inject: ({ a: { network } }) => [
    [
      'sh',
      '-ec',
      'ovs-ofctl -O OpenFlow13 --no-stats dump-flows br-tun | sed "/table=22/s/$1/$2/" | ovs-ofctl -O OpenFlow13 replace-flows br-tun -',
      'relabel',
      `0x${network.segmentationId.toString(16)}`,
      '0xbb7',
    ],
  ],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
