import { bothLayouts, type Fault } from './fault.ts';
import { hostFile, reloadHostsFile, restoreDhcpFiles } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-address-in-two-host-lines',
  title: 'a line above that of a VM gives its address to another MAC',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-host-address-duplicate',
  effect: { breaks: ['lease-a1'] },
  inject: (model) => [
    ['sed', '-i', `1i fa:16:3e:0d:ea:01,host-gone.openstacklocal,${model.a.vm1.address}`, hostFile(model)],
    reloadHostsFile(model),
  ],
  heal: (model) => restoreDhcpFiles(model),
};

export default fault;
