import { bothLayouts, type Fault } from './fault.ts';
import { restart, routerIptables } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-snat-astray',
  title: 'the SNAT rule of the VM gives it an address that the router does not have',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'floating-ip-snat-missing',
  effect: { breaks: ['a1-world'] },
  inject: (model) => {
    const chain = `${model.services.l3}-float-snat`;
    const source = ['-s', model.a.vm1.address, '-j', 'SNAT', '--to-source', '203.0.113.222'];
    return [routerIptables(model, 'nat', '-F', chain), routerIptables(model, 'nat', '-A', chain, ...source)];
  },
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
