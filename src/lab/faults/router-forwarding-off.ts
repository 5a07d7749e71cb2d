import { within } from '../../facts/within.ts';
import type { Argv } from '../../host/process.ts';
import { viaRouterA } from '../journeys.ts';
import type { LabModel } from '../model.ts';
import { bothLayouts, type Fault } from './fault.ts';

function forward({ a }: LabModel, value: string): Argv {
  const write = 'echo "$1" >/proc/sys/net/ipv4/ip_forward';
  return within(a.router.namespace, 'sh', '-c', write, 'forward', value);
}

const fault: Fault = {
  id: 'router-forwarding-off',
  title: 'the router does not forward',
  layer: 'router',
  layouts: bothLayouts,
  expects: 'router-forwarding-off',
  effect: { breaks: viaRouterA },
  inject: (model) => [forward(model, '0')],
  heal: (model) => [forward(model, '1')],
};

export default fault;
