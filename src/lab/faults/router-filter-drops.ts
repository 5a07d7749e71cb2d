import { within } from '../../facts/within.ts';
import { viaRouterA } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { quietly } from './steps.ts';

const rule = ({ a }: LabModel): readonly string[] => ['FORWARD', '-o', a.router.qr.device, '-j', 'DROP'];

const fault: Fault = {
  id: 'router-filter-drops',
  title: "a rule in the router's FORWARD chain drops all that is for the VMs",
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-filter-drops',
  effect: { breaks: viaRouterA },
  inject: (model) => [within(model.a.router.namespace, 'iptables', '-I', ...rule(model))],
  heal: (model) => [quietly(...within(model.a.router.namespace, 'iptables', '-D', ...rule(model)))],
};

export default fault;
