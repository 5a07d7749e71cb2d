import { within } from '../../facts/within.ts';
import { dressAsHa, undressHa } from '../kinds/ha.ts';
import type { Fault } from './fault.ts';

const fault: Fault = {
  id: 'ha-vrrp-filtered',
  title: 'a rule in the namespace of an HA router drops what its other nodes announce',
  layer: 'router',
  layouts: ['neutron'],
  expects: 'ha-advertisements-filtered',
  effect: { shownBy: 'ip netns exec "$1" iptables -S INPUT | grep -q DROP' },
  rewiresLab: true,
  inject: (model) => [
    ...dressAsHa(model),
    within(model.a.router.namespace, 'iptables', '-I', 'INPUT', '-p', '112', '-j', 'DROP'),
  ],
  heal: undressHa,
};

export default fault;
