import { defineCheck } from '../../src/engine/check.ts';
import { valuesOf } from '../../src/facts/known.ts';
import { placeOf, says, statedFault } from '../../src/judgements/statements.ts';
import { addressesOn } from '../../src/topology/addresses.ts';
import { hasOwnAddresses } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'floating-ip-untranslated',
  layer: 'floating-ip',
  title: 'NAT rules of a router lack a floating IP of its port',
  why: 'The router holds the floating IP and answers for it itself: nothing reaches the VM.',
  symptom: 'The floating IP answers pings, or not, but never is it the VM that answers: ssh is refused.',
  remedy: 'Restart the L3 agent, which writes the rules again; its log says why they are missing.',
  limits:
    'Read from `iptables -t nat -L -n` in a saved text beside the addresses of the qg port. Port forwarding translates single ports, which counts. It only warns, as a line may be lost.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
  ],
  severity: 'warning',
  each: 'statements',
  with: ['routers'],
  explainedBy: ['router-nat-rules-missing', 'floating-ip-dnat-missing'],
  applies: says('nat-destinations'),
  judge: (item, { routers }) =>
    statedFault(item, 'nat-destinations', ({ addresses }) => {
      const router = valuesOf(routers).find(({ namespace }) => namespace === item.namespace);
      if (router === undefined || !hasOwnAddresses(router)) return undefined;
      const held = valuesOf(router.stack.interfaces)
        .filter(({ name }) => name.startsWith('qg-'))
        .flatMap(addressesOn)
        .filter(({ prefixLength }) => prefixLength === 32)
        .map(({ address }) => address);
      const [lost, ...others] = held.filter((address) => !addresses.includes(address));
      if (lost === undefined) return undefined;
      return {
        summary: `No DNAT rule leads ${[lost, ...others].join(', ')} to a VM${placeOf(item)}, while its external port holds ${others.length === 0 ? 'the address' : 'the addresses'}.`,
        fix: null,
      };
    }),
});
