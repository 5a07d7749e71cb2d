import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart, writeLeases } from './steps.ts';

function argumentsOf(model: LabModel): readonly string[] {
  return dnsmasqArgs(model, model.a.network);
}

// Those of 2012 keep no leases in a file.
const fault: Fault = {
  id: 'dhcp-address-leased-to-dead-mac',
  title: 'the lease of a deleted VM holds the address of a new one',
  layouts: ['neutron'],
  expects: 'dhcp-address-leased-to-other',
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    writeLeases(model, [{ mac: 'fa:16:3e:0d:ea:01', address: model.a.vm1.address }]),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
  ],
  heal: (model) => [killByPidFile(dnsmasqPidFile(model)), writeLeases(model, []), restart(model, 'dhcp')],
};

export default fault;
