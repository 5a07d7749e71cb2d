import type { Argv } from '../../host/process.ts';
import { intentDir } from '../intent.ts';
import { bothLayouts, type Fault } from './fault.ts';

function reload(dir: string): Argv {
  return ['sh', '-c', 'read -r pid <"$1/pid" && kill -HUP "$pid"', 'reload', dir];
}

const fault: Fault = {
  id: 'dhcp-host-entry-missing',
  title: 'the MAC of a VM is not in the host file of dnsmasq',
  layouts: bothLayouts,
  expects: 'dhcp-host-entry-missing',
  inject: ({ a }) => [['sed', '-i', `/^${a.vm1.mac},/d`, `${a.network.dhcpDir}/host`], reload(a.network.dhcpDir)],
  heal: ({ a }) => [
    ['cp', `${intentDir}/dhcp/state/dhcp/${a.network.id}/host`, `${a.network.dhcpDir}/host`],
    reload(a.network.dhcpDir),
  ],
};

export default fault;
