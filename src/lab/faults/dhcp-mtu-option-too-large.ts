import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-mtu-option-too-large',
  title: 'dnsmasq announces a larger MTU than the network has',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-mtu-option-too-large',
  effect: { shownBy: 'pgrep -f "$4/.*=26,9000"' },
  inject: (model) => [
    killDnsmasq(model),
    startDnsmasq(model, (words) => [
      ...words.filter((word) => !word.startsWith('--dhcp-option-force=')),
      '--dhcp-option-force=26,9000',
    ]),
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
