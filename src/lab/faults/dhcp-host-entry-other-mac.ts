import { intentDir } from '../intent.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-host-entry-other-mac',
  title: 'the host file of dnsmasq has the address of a VM for another MAC',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-host-entry-missing',
  effect: { breaks: ['lease-a1'] },
  inject: (model) => [
    ['sed', '-i', `s/^${model.a.vm1.mac},/fa:16:3e:00:00:01,/`, `${model.a.network.dhcpDir}/host`],
    reloadHostsFile(model),
  ],
  heal: (model) => [
    ['cp', `${intentDir}/dhcp/state/dhcp/${model.a.network.id}/host`, `${model.a.network.dhcpDir}/host`],
    reloadHostsFile(model),
  ],
};

export default fault;
