import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';

export default defineCheck({
  id: 'router-default-unset',
  layer: 'router',
  title: 'Routes of a router end at its external network',
  why: 'Without a default route a router reaches its external network and nothing beyond it.',
  symptom: 'VMs reach the external subnet and nothing further; floating IPs answer only from within it.',
  remedy:
    'Set the gateway of the external subnet (`openstack subnet set --gateway ADDRESS SUBNET`), or clear the gateway of the router and set it again.',
  limits:
    'Read from a whole list of routes in a saved text. An external subnet may have no gateway on purpose, so it only warns.',
  sources: [
    'https://github.com/rcbops/rpc-openstack/issues/460',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'warning',
  each: 'statements',
  with: ['routers'],
  explainedBy: ['router-default-route-missing', 'router-gateway-down', 'router-gateway-address-missing'],
  applies: says('router-default-unset'),
  judge: (item, { routers }) =>
    statedFault(item, 'router-default-unset', ({ device }) => {
      const router = valuesOf(routers).find(({ namespace }) => namespace === item.namespace);
      // Where the routes are known whole, they are judged with what the other routers have.
      if (router?.stack.isComplete === true || router?.mode === 'distributed') return undefined;
      return {
        summary: `There is no default route${placeOf(item)}: its routes end at the network of ${device}, unless that has no gateway on purpose.`,
        fix: null,
      };
    }),
});
