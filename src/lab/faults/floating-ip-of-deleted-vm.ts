import { within } from '../../facts/within.ts';
import { bothLayouts, type Fault } from './fault.ts';
import { restart } from './steps.ts';

const fault: Fault = {
  id: 'floating-ip-of-deleted-vm',
  title: 'the floating IP still leads to the address of a deleted instance',
  layer: 'floating-ip',
  layouts: bothLayouts,
  expects: 'floating-ip-target-gone',
  effect: { breaks: ['host-floating', 'lan-floating'] },
  fixes: { folsom: 0, neutron: 0 },
  inject: ({ a: { router } }) => {
    const [{ fixed } = { fixed: '' }] = router.floatingIps;
    const deleted = fixed.replace(/\d+$/, '99');
    const script = 'iptables-save -t nat | sed "s|$1|$2|" | iptables-restore -T nat';
    return [within(router.namespace, 'sh', '-c', script, 'lead', `${fixed}\\b`, deleted)];
  },
  heal: (model) => [restart(model, 'l3')],
};

export default fault;
