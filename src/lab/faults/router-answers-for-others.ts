import { within } from '../../facts/within.ts';
import { bothLayouts, type Fault } from './fault.ts';

const fault: Fault = {
  id: 'router-answers-for-others',
  title: 'the router of tenant b answers ARP for the other addresses of the external network',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-address-duplicate',
  // Whose answer comes last is a matter of luck.
  effect: { breaks: [] },
  inject: ({ b: { router } }) => [
    // Without the random delay that is usual for such answers.
    within(router.namespace, 'sysctl', '-qw', `net/ipv4/neigh/${router.qg.device}/proxy_delay=0`),
    within(router.namespace, 'sysctl', '-qw', `net/ipv4/conf/${router.qg.device}/proxy_arp_pvlan=1`),
  ],
  heal: ({ b: { router }, a }) => [
    within(router.namespace, 'sysctl', '-qw', `net/ipv4/conf/${router.qg.device}/proxy_arp_pvlan=0`),
    within(router.namespace, 'sysctl', '-qw', `net/ipv4/neigh/${router.qg.device}/proxy_delay=80`),
    ['ip', 'neigh', 'flush', 'to', a.router.qg.address],
  ],
};

export default fault;
