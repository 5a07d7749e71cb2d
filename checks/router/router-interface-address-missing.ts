import { defineCheck, told, toldPart } from '../../src/engine/check.ts';
import { addressMissing } from '../../src/engine/ports.ts';

export default defineCheck({
  id: 'router-interface-address-missing',
  layer: 'router',
  title: 'Router has no address in the tenant network',
  why: 'Without an address on qr the VMs have no gateway, and the router has no route to them.',
  symptom: 'VMs ask for their gateway by ARP and get no answer; DHCP still works.',
  remedy:
    'Give qr the address that the DHCP host file has for its MAC; where no such file is here, restart the L3 agent.',
  limits:
    'One address is enough to pass: a qr of two subnets that has lost one of them is not seen. Standby routers hold none in health.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://github.com/AJNOURI/COA/issues/64',
  ],
  severity: 'error',
  each: 'routerLegs',
  explainedBy: [],
  // A standby router holds no addresses: keepalived gives them to the active one.
  applies: ({ role, router }) => role === 'router-interface' && router.mode !== 'standby',
  judge(leg) {
    const device = told(leg.interface);
    if (device === undefined) return undefined;
    const addresses = toldPart(device.addresses, `the addresses of ${leg.device}`);
    // A link-local address comes by itself; an IPv6-only network has a global one.
    if (addresses.some(({ family, address }) => family === 'inet' || !address.startsWith('fe80:'))) return undefined;
    const { host, namespace } = leg.router;
    return addressMissing({ namespace, device, expected: leg.expected, host, agent: 'l3-agent' });
  },
});
