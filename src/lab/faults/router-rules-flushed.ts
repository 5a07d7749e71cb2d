import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'router-rules-flushed',
  title: "somebody has flushed the router's rules",
  layouts: bothLayouts,
  expects: 'router-nat-rules-missing',
  inject: (model) => ['filter', 'nat', 'mangle'].map((table) => routerIptables(model, table, '-F')),
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
