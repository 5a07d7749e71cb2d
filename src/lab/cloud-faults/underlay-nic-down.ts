import { tunnelNic } from '../place.ts';
import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'underlay-nic-down',
  title: 'the NIC is down in the bridge that has the address of the tunnels',
  layer: 'overlay',
  at: 'cmp2',
  expects: 'tunnel-device-down',
  shownBy: `[ -z "$(ip -o link show dev ${tunnelNic.device} up)" ]`,
  inject: () => [['ip', 'link', 'set', tunnelNic.device, 'down']],
  heal: () => [['ip', 'link', 'set', tunnelNic.device, 'up']],
};

export default fault;
