import { bothLayouts, type Fault } from './fault.ts';
import { hostFile, reloadHostsFile, restoreDhcpFiles } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-host-line-garbled',
  title: 'the line of a VM in the host file has no valid address',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-host-line-unusable',
  effect: { breaks: ['lease-a1'] },
  inject: (model) => [
    ['sed', '-i', `s/,${model.a.vm1.address}$/,10.11.12.300/`, hostFile(model)],
    reloadHostsFile(model),
  ],
  heal: (model) => restoreDhcpFiles(model),
};

export default fault;
