import { viaBrEx } from '../journeys.ts';
import type { Fault } from './fault.ts';

const setPeer = (peer: string) => ['ovs-vsctl', 'set', 'Interface', 'int-br-ex', `options:peer=${peer}`] as const;

const fault: Fault = {
  id: 'integration-patch-peer-wrong',
  title: 'int-br-ex names a peer that does not exist',
  layer: 'external-bridge',
  layouts: ['neutron'],
  expects: 'external-patch-peer-wrong',
  effect: { breaks: viaBrEx },
  inject: () => [setPeer('phy-br-old')],
  heal: () => [setPeer('phy-br-ex')],
};

export default fault;
