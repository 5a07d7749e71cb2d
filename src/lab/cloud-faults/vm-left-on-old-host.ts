import type { CloudFault } from './fault.ts';
import { partAt } from './other-part.ts';

const fault: CloudFault = {
  id: 'vm-left-on-old-host',
  title: 'a VM that was evacuated still runs on its previous compute',
  layer: 'tap',
  expects: 'vm-port-on-two-hosts',
  shownBy: '[ -e /run/netns/vm-a2 ]',
  hasNoFix: true,
  ...partAt('cmp1', ({ a }) => ({ vms: [a.vm2] })),
};

export default fault;
