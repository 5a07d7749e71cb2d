import type { CloudFault } from './fault.ts';
import { partAt } from './other-part.ts';

const fault: CloudFault = {
  id: 'router-left-on-old-host',
  title: 'a router that was moved to the network node still runs on another host',
  layer: 'router',
  expects: 'router-on-two-hosts',
  shownBy: 'ls /run/netns | grep -q ^qrouter-',
  hasNoFix: true,
  ...partAt('cmp1', ({ a }) => ({ routers: [{ ...a.router, hasMetadata: false }] })),
};

export default fault;
