import { bothLayouts, type Fault } from './fault.ts';
import { readThenPutBack, reloadHostsFile } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-address-not-reloaded',
  title: 'a VM got another address, but dnsmasq has not reloaded the host file',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-offer-outdated',
  // Where there is a firewall, it drops an OFFER of an address that is not the VM's.
  effect: { shownBy: "! /run/qdoctor-lab/ask-for-lease vm-a1 1 | grep -q 'lease 10.11.12.3/'" },
  inject: (model) => [readThenPutBack(model, 'host', `/^${model.a.vm1.mac},/s/,[0-9.]*$/,10.11.12.77/`)],
  heal: (model) => [reloadHostsFile(model)],
};

export default fault;
