import { viaBrEx } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge } from './steps.ts';

const fault: Fault = {
  id: 'br-ex-no-address',
  title: 'br-ex has no address',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-bridge-address-missing',
  effect: { breaks: viaBrEx },
  inject: () => [['ip', '-4', 'address', 'flush', 'dev', 'br-ex']],
  heal: healExternalBridge,
};

export default fault;
