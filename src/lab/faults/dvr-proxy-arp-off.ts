import { distributedOf, dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-proxy-arp-off',
  title: 'no device answers ARP for the floating IPs of distributed routers',
  layer: 'floating-ip',
  layouts: ['neutron'],
  expects: 'fip-proxy-arp-off',
  effect: { breaks: ['host-floating', 'lan-floating', 'a1-world'] },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    [
      'ip',
      'netns',
      'exec',
      distributedOf(model).fip.namespace,
      'sysctl',
      '-w',
      `net.ipv4.conf.${distributedOf(model).fip.fg.device}.proxy_arp=0`,
    ],
  ],
  heal: undressDistributed,
};

export default fault;
