import { intentDir } from '../intent.ts';
import type { Fault } from './fault.ts';
import { reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-host-entry-other-address',
  title: 'the host file of dnsmasq has another address for a VM than its firewall',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'anti-spoofing-wrong',
  effect: { shownBy: 'grep -q 10.11.12.77 /var/lib/neutron/dhcp/*/host' },
  inject: (model) => [
    ['sed', '-i', `/^${model.a.vm2.mac},/s/${model.a.vm2.address}$/10.11.12.77/`, `${model.a.network.dhcpDir}/host`],
    reloadHostsFile(model),
  ],
  heal: (model) => [
    ['cp', `${intentDir}/dhcp/state/dhcp/${model.a.network.id}/host`, `${model.a.network.dhcpDir}/host`],
    reloadHostsFile(model),
  ],
};

export default fault;
