import { toFixedAddresses } from '../journeys.ts';
import { distributedOf, dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-snat-no-address',
  title: 'the SNAT port of a distributed router has lost its address',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'snat-port-address-missing',
  effect: { breaks: toFixedAddresses },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    [
      'ip',
      '-4',
      '-n',
      distributedOf(model).snat.namespace,
      'address',
      'flush',
      'dev',
      distributedOf(model).snat.sg.device,
    ],
  ],
  heal: undressDistributed,
};

export default fault;
