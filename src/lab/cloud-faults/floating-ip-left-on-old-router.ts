import type { CloudFault } from './fault.ts';
import { partAt, thirdTenant, withoutAddress } from './other-part.ts';

/**
 * A tenant of its own, whose router is on a host of its own.
 * @internal for look-alikes
 */
export const tenantAt = (at: string) =>
  partAt(at, (model) => {
    const { network, router } = thirdTenant(model);
    return { routers: [router], served: [network] };
  });

const fault: CloudFault = {
  id: 'floating-ip-left-on-old-router',
  title: 'a floating IP is still on the router of its previous tenant, on another host',
  layer: 'floating-ip',
  at: 'cmp2',
  expects: 'floating-ip-on-two-hosts',
  shownBy: 'ip -n "$(ls /run/netns | grep ^qrouter-)" -o address | grep -q 203.0.113.150/',
  before: [tenantAt('cmp2')],
  inject: (model) => {
    const { namespace, qg } = thirdTenant(model).router;
    return [['ip', '-n', namespace, 'address', 'add', `${model.floatingIp}/32`, 'dev', qg.device]];
  },
  heal: (model) => {
    const { namespace, qg } = thirdTenant(model).router;
    return [withoutAddress(namespace, qg.device, `${model.floatingIp}/32`)];
  },
};

export default fault;
