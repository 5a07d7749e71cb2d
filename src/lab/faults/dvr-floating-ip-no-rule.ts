import { dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-floating-ip-no-rule',
  title: 'no policy rule sends a VM behind a distributed router out by its floating IP',
  layouts: ['neutron'],
  expects: 'fip-policy-rule-missing',
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ['ip', '-n', model.a.router.namespace, 'rule', 'delete', 'from', model.a.vm1.address],
  ],
  heal: undressDistributed,
};

export default fault;
