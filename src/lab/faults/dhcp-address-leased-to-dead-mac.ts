import type { Fault } from './fault.ts';
import { killDnsmasq, restart, startDnsmasq, writeLeases } from './steps.ts';

// Those of 2012 keep no leases in a file.
const fault: Fault = {
  id: 'dhcp-address-leased-to-dead-mac',
  title: 'the lease of a deleted VM holds the address of a new one',
  layer: 'dhcp',
  layouts: ['neutron'],
  expects: 'dhcp-address-leased-to-other',
  effect: { breaks: ['lease-a1'] },
  inject: (model) => [
    killDnsmasq(model),
    writeLeases(model, [{ mac: 'fa:16:3e:0d:ea:01', address: model.a.vm1.address }]),
    startDnsmasq(model),
  ],
  heal: (model) => [killDnsmasq(model), writeLeases(model, []), restart(model, 'dhcp')],
};

export default fault;
