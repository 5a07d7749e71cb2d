import { hostFile, reloadHostsFile, restoreDhcpFiles } from '../faults/steps.ts';
import type { CloudFault } from './fault.ts';

const fault: CloudFault = {
  id: 'dhcp-line-of-remote-vm-missing',
  title: 'the DHCP server does not know a VM of a compute',
  layer: 'dhcp',
  at: 'net1',
  expects: 'dhcp-server-lacks-vm',
  shownBy: '[ "$(cat /var/lib/neutron/dhcp/*/host | grep -c 10.11.12.4)" = 0 ]',
  inject: (model) => [['sed', '-i', `/^${model.a.vm2.mac},/d`, hostFile(model)], reloadHostsFile(model)],
  heal: restoreDhcpFiles,
};

export default fault;
