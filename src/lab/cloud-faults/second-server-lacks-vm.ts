import { hostFile, reloadHostsFile } from '../faults/steps.ts';
import type { CloudFault } from './fault.ts';
import { restoreHostFile, serverAt } from './second-server-other-address.ts';

const fault: CloudFault = {
  id: 'second-server-lacks-vm',
  title: 'the second DHCP server of a network does not know a VM that the first does',
  layer: 'dhcp',
  at: 'cmp1',
  expects: 'dhcp-servers-differ',
  shownBy: '! grep -qs 10.11.12.4 /var/lib/neutron/dhcp/*/host',
  before: [serverAt('cmp1')],
  inject: (model) => [['sed', '-i', `/^${model.a.vm2.mac},/d`, hostFile(model)], reloadHostsFile(model)],
  heal: restoreHostFile,
};

export default fault;
