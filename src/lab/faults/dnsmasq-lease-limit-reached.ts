import { dnsmasqArgs } from '../dnsmasq.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { dnsmasqPidFile, killByPidFile, restart, writeLeases } from './steps.ts';

const deadMacs = ['fa:16:3e:0d:ea:01', 'fa:16:3e:0d:ea:02'];

function argumentsOf(model: LabModel): readonly string[] {
  return dnsmasqArgs(model, model.a.network).map((word) =>
    word.startsWith('--dhcp-lease-max=') ? '--dhcp-lease-max=2' : word,
  );
}

// Those of 2012 keep no leases in a file.
const fault: Fault = {
  id: 'dnsmasq-lease-limit-reached',
  title: 'all leases that dnsmasq may give are held by MACs that are gone',
  layouts: ['neutron'],
  expects: 'dhcp-leases-exhausted',
  inject: (model) => [
    killByPidFile(dnsmasqPidFile(model)),
    writeLeases(
      model,
      deadMacs.map((mac, index) => ({ mac, address: `10.11.12.${201 + index}` })),
    ),
    ['ip', 'netns', 'exec', model.a.network.namespace, 'dnsmasq', ...argumentsOf(model)],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
