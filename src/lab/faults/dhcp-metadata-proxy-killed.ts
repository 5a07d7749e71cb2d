import type { Fault } from './fault.ts';
import { killByPidFile, restart } from './steps.ts';

const fault: Fault = {
  id: 'dhcp-metadata-proxy-killed',
  title: 'the metadata proxy in a DHCP namespace has ended',
  // Folsom's agents run no proxy.
  layouts: ['neutron'],
  expects: 'metadata-proxy-not-running',
  inject: ({ stateDir, b }) => [killByPidFile(`${stateDir}/external/pids/${b.network.id}.pid.haproxy`)],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
