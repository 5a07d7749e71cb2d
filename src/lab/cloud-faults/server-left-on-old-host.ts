import type { CloudFault } from './fault.ts';
import { partAt } from './other-part.ts';

const fault: CloudFault = {
  id: 'server-left-on-old-host',
  title: 'a DHCP server that was moved to the network node still runs on another host',
  layer: 'dhcp',
  expects: 'dhcp-port-on-two-hosts',
  shownBy: 'ls /run/netns | grep -q ^qdhcp-',
  hasNoFix: true,
  ...partAt('cmp1', ({ a }) => ({ served: [a.network] })),
};

export default fault;
