import type { Fault } from './fault.ts';

const setPeer = (peer: string) => ['ovs-vsctl', 'set', 'Interface', 'phy-br-ex', `options:peer=${peer}`] as const;

const fault: Fault = {
  id: 'external-patch-peer-wrong',
  title: 'phy-br-ex names a peer that does not exist',
  layouts: ['neutron'],
  expects: 'external-patch-peer-wrong',
  inject: () => [setPeer('int-br-old')],
  heal: () => [setPeer('int-br-ex')],
};

export default fault;
