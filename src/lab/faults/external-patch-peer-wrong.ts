import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';

const setPeer = (peer: string) => ['ovs-vsctl', 'set', 'Interface', 'phy-br-ex', `options:peer=${peer}`] as const;

const fault: Fault = {
  id: 'external-patch-peer-wrong',
  title: 'phy-br-ex names a peer that does not exist',
  layer: 'external-bridge',
  layouts: ['neutron'],
  expects: 'external-patch-peer-wrong',
  effect: { breaks: viaBrEx },
  inject: () => [setPeer('int-br-old')],
  heal: () => [setPeer('int-br-ex')],
};

export default fault;
