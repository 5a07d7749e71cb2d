import { toVmA1 } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';

const isolated = ({ a: { vm1 } }: LabModel, value: 'on' | 'off') =>
  [vm1.qvb, vm1.tap].map((port) => ['bridge', 'link', 'set', 'dev', port, 'isolated', value] as const);

const fault: Fault = {
  id: 'bridge-ports-isolated',
  title: 'the ports of a hybrid bridge are isolated from each other',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'packet-stopped',
  effect: { breaks: toVmA1 },
  inject: (model) => isolated(model, 'on'),
  heal: (model) => isolated(model, 'off'),
};

export default fault;
