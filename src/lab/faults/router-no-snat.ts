import type { Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'router-no-snat',
  title: "the rule for a network's outbound path is missing",
  layer: 'router',
  // Today a router without this rule may be meant to be so (enable_snat).
  layouts: ['folsom'],
  expects: 'router-snat-missing',
  effect: { breaks: [] },
  inject: (model) => {
    const { network, qg } = model.a.router;
    const words = ['-s', network.cidr, '-j', 'SNAT', '--to-source', qg.address];
    return [routerIptables(model, 'nat', '-D', `${model.services.l3}-snat`, ...words)];
  },
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
