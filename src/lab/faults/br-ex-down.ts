import { viaBrEx } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge } from './steps.ts';

const fault: Fault = {
  id: 'br-ex-down',
  title: 'br-ex is down',
  layer: 'host-route',
  layouts: bothLayouts,
  expects: 'external-bridge-down',
  effect: { breaks: viaBrEx },
  inject: () => [['ip', 'link', 'set', 'br-ex', 'down']],
  heal: healExternalBridge,
};

export default fault;
