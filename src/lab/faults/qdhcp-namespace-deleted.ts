import { leasesOfA } from '../journeys.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { killDnsmasq, restart } from './steps.ts';

const fault: Fault = {
  id: 'qdhcp-namespace-deleted',
  title: 'the network has no DHCP namespace',
  layer: 'dhcp',
  layouts: bothLayouts,
  expects: 'dhcp-namespace-missing',
  effect: { breaks: leasesOfA },
  inject: (model) => [killDnsmasq(model), ['ip', 'netns', 'delete', model.a.network.namespace]],
  heal: (model) => [restart(model, 'dhcp')],
};

export default fault;
