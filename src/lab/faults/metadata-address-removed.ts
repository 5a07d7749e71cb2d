import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'metadata-address-removed',
  title: 'the DHCP port of a network that is served there has lost the metadata address',
  // Folsom's agents run no proxy.
  layouts: ['neutron'],
  expects: 'metadata-address-missing',
  inject: ({ b: { network } }) => [
    ['ip', '-n', network.namespace, 'addr', 'del', '169.254.169.254/32', 'dev', network.dhcpPort.device],
  ],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
