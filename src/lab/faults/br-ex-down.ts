import { bothLayouts, type Fault } from './fault.ts';
import { healExternalBridge } from './steps.ts';

const fault: Fault = {
  id: 'br-ex-down',
  title: 'br-ex is down',
  layouts: bothLayouts,
  expects: 'external-bridge-down',
  inject: () => [['ip', 'link', 'set', 'br-ex', 'down']],
  heal: healExternalBridge,
};

export default fault;
