import type { Argv } from '../../host/process.ts';
import { intentDir } from '../intent.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { reloadHostsFile } from './steps.ts';

/** The DHCP agent missed that the address of a VM's port was changed. */
export const readdressHostEntry = (model: LabModel): readonly Argv[] => [
  ['sed', '-i', `/^${model.a.vm1.mac},/s/${model.a.vm1.address}$/10.11.12.77/`, `${model.a.network.dhcpDir}/host`],
  reloadHostsFile(model),
];

export const restoreHostEntry = (model: LabModel): readonly Argv[] => [
  ['cp', `${intentDir}/dhcp/state/dhcp/${model.a.network.id}/host`, `${model.a.network.dhcpDir}/host`],
  reloadHostsFile(model),
];

const fault: Fault = {
  id: 'dhcp-host-entry-other-address',
  title: 'the host file of dnsmasq has another address for a VM than its firewall',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'anti-spoofing-wrong',
  effect: { shownBy: 'grep -q 10.11.12.77 /var/lib/neutron/dhcp/*/host' },
  inject: readdressHostEntry,
  heal: restoreHostEntry,
};

export default fault;
