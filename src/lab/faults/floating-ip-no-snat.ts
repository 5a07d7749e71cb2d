import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-no-snat',
  title: 'the rule that gives what the VM sends its floating IP is gone',
  layouts: bothLayouts,
  expects: 'floating-ip-snat-missing',
  inject: (model) => [routerIptables(model, 'nat', '-F', `${model.services.l3}-float-snat`)],
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
