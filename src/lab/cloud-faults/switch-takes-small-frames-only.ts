import type { Argv } from '../../host/process.ts';
import { tunnelNic, underlay } from '../place.ts';
import type { CloudFault } from './fault.ts';

const setMtu = (mtu: number): readonly Argv[] => [['ip', '-n', underlay, 'link', 'set', 'cmp2', 'mtu', String(mtu)]];

const fault: CloudFault = {
  id: 'switch-takes-small-frames-only',
  title: 'the switch port of a compute takes smaller frames than its tunnels send',
  layer: 'overlay',
  at: 'cmp2',
  expects: 'underlay-large-packets-lost',
  shownBy: '! ip netns exec vm-a2 ping -q -c 1 -W 1 -M do -s 1400 10.11.12.1',
  hasNoFix: true,
  before: [{ at: 'net1', inject: () => setMtu(1400), heal: () => setMtu(tunnelNic.mtu) }],
  inject: () => [],
  heal: () => [],
};

export default fault;
