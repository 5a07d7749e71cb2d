import type { Argv } from '../../host/process.ts';
import { bridgeCommands } from '../hybrid-plug.ts';
import { toVmA1 } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const fault: Fault = {
  id: 'qbr-deleted',
  title: 'the bridge qbr of a VM is gone',
  layer: 'tap',
  layouts: bothLayouts,
  expects: 'hybrid-bridge-missing',
  effect: { breaks: toVmA1 },
  inject: (model) => [['ip', 'link', 'delete', model.a.vm1.qbr]],
  heal: (model) => [
    quietly('ip', 'link', 'delete', model.a.vm1.qbr),
    ...bridgeCommands(model, model.a.vm1).map((words): Argv => ['ip', ...words]),
    ['ip', 'link', 'set', model.a.vm1.qvb, 'master', model.a.vm1.qbr],
    ['ip', 'link', 'set', model.a.vm1.tap, 'master', model.a.vm1.qbr],
  ],
};

export default fault;
