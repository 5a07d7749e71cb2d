import { bothLayouts, type Fault } from './fault.ts';
import { hostFile, readHostsAgain, restoreDhcpFiles } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-host-line-garbled',
  title: 'the line of a VM in the host file has no valid address',
  layouts: bothLayouts,
  expects: 'dhcp-host-line-unusable',
  inject: (model) => [
    ['sed', '-i', `s/,${model.a.vm1.address}$/,10.11.12.300/`, hostFile(model)],
    readHostsAgain(model),
  ],
  heal: (model) => restoreDhcpFiles(model),
};

export default fault;
