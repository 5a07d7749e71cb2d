import { toVmA1 } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import type { Fault } from './fault.ts';
import { restart } from './steps.ts';

const delFlow = ({ a }: LabModel): string => `table=25,dl_src=${a.vm1.mac}`;

const fault: Fault = {
  id: 'anti-spoofing-flow-missing',
  title: "the flow that lets a VM's own MAC pass is gone from the integration bridge",
  layer: 'security',
  layouts: ['neutron'],
  expects: 'packet-stopped',
  effect: { breaks: ['lease-a1', ...toVmA1] },
  inject: (model) => [['ovs-ofctl', 'del-flows', 'br-int', delFlow(model)]],
  heal: (model) => [restart(model, 'l2')],
};

export default fault;
