import { ofTenantB, viaRouterA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killByPidFile, ovsCtl, ovsdbPidFile } from './steps.ts';

const fault: Fault = {
  id: 'ovsdb-server-killed',
  title: 'the database server of Open vSwitch was killed',
  layer: 'platform',
  layouts: bothLayouts,
  expects: 'ovsdb-server-not-answering',
  // Without its database ovs-vswitchd stops polling, and with it the userspace datapath.
  effect: { breaks: [...viaRouterA, ...ofTenantB] },
  inject: () => [killByPidFile(ovsdbPidFile)],
  heal: () => [
    [ovsCtl, '--no-ovs-vswitchd', '--system-id=random', 'start'],
    // ovs-vswitchd tries again only after up to eight seconds; a change makes ovs-vsctl wait until it follows.
    ['ovs-vsctl', '--timeout=30', 'set', 'Open_vSwitch', '.', 'external_ids:lab=healed'],
    ['ovs-vsctl', '--timeout=30', 'remove', 'Open_vSwitch', '.', 'external_ids', 'lab'],
  ],
};

export default fault;
