import { intentDir } from '../intent.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-host-entry-missing',
  title: 'the MAC of a VM is not in the host file of dnsmasq',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-host-entry-missing',
  effect: { breaks: ['lease-a1'] },
  inject: (model) => [
    ['sed', '-i', `/^${model.a.vm1.mac},/d`, `${model.a.network.dhcpDir}/host`],
    reloadHostsFile(model),
  ],
  heal: (model) => [
    ['cp', `${intentDir}/dhcp/state/dhcp/${model.a.network.id}/host`, `${model.a.network.dhcpDir}/host`],
    reloadHostsFile(model),
  ],
};

export default fault;
