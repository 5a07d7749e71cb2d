import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { addressMissing } from '../../src/judgements/ports.ts';
import { mayStandBy } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'router-interface-address-missing',
  layer: 'router',
  title: 'Router has no address in the tenant network',
  why: 'Without an address on qr VMs have no gateway, and the router has no route to them.',
  symptom: 'VMs ask for their gateway by ARP and get no answer; DHCP still works.',
  remedy: "Restore qr's address from the DHCP host file; where that file is not on this host, restart the L3 agent.",
  limits:
    'One address is enough to pass: a qr of two subnets that has lost one is not seen. Standby routers are not checked.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://github.com/AJNOURI/COA/issues/64',
  ],
  severity: 'error',
  each: 'routerLegs',
  comparesNoAddresses: true,
  fromExcerpts: true,
  with: ['services'],
  explainedBy: [],
  // A standby router holds no addresses: keepalived gives them to the active one.
  applies: ({ role, router }) => role === 'router-interface' && !mayStandBy(router),
  judge(leg, { services }) {
    const device = required(leg.interface);
    if (device === undefined) return undefined;
    const addresses = requiredPart(device.addresses, `the addresses of ${leg.device}`);
    // A link-local address comes by itself; an IPv6-only network has a global one.
    if (addresses.some(({ family, address }) => family === 'inet' || !address.startsWith('fe80:'))) return undefined;
    const { namespace } = leg.router;
    return addressMissing({ namespace, device, expected: leg.expected, services, agent: 'l3-agent' });
  },
});
