import { dressAsNativeFirewall, undressNativeFirewall } from '../kinds/native-firewall.ts';
import { readdressHostEntry, restoreHostEntry } from './dhcp-host-entry-other-address.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'native-host-entry-other-address',
  title: "the host file of dnsmasq has another address for a VM than the switch's own firewall",
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'native-anti-spoofing-wrong',
  effect: { shownBy: 'grep -q 10.11.12.77 /var/lib/neutron/dhcp/*/host' },
  rewiresLab: true,
  inject: (model) => [...dressAsNativeFirewall(model), ...readdressHostEntry(model)],
  heal: (model) => [...restoreHostEntry(model), ...undressNativeFirewall(model)],
};

export default fault;
