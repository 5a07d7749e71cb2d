import { dressAsDistributed, undressDistributed } from '../kinds/dvr.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'dvr-floating-ip-no-rule',
  title: 'no policy rule sends a VM behind a distributed router out by its floating IP',
  layer: 'floating-ip',
  layouts: ['neutron'],
  expects: 'fip-policy-rule-missing',
  // Its answers then go by the SNAT namespace, and find their way.
  effect: { shownBy: 'ip -n "$1" rule | grep 168496129 && ! ip -n "$1" rule | grep "lookup 16$"' },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsDistributed(model),
    ['ip', '-n', model.a.router.namespace, 'rule', 'delete', 'from', model.a.vm1.address],
  ],
  heal: undressDistributed,
};

export default fault;
