import { defineCheck, told } from '../../src/engine/check.ts';
import { heldBy } from '../../src/engine/devices.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { legRouteCommands } from '../../src/engine/fixes/routes.ts';
import { ip } from '../../src/facts/within.ts';
import { cidrOf } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'router-address-wrong-prefix',
  layer: 'router',
  title: "Router's address has the wrong prefix length",
  why: 'With a wrong prefix the router takes neighbours for strangers: it has no route to a part of its own network.',
  symptom: 'The router reaches some VMs of a subnet, or some hosts of the external network, and not the others.',
  remedy:
    'Put the address on the device once more with the right prefix length, take the wrong one away, and set the default route again on qg.',
  limits:
    "The right length comes from dnsmasq's range, the DHCP port, or neighbours in the external range; a router that stands alone there is not judged.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://man7.org/linux/man-pages/man8/ip-address.8.html',
  ],
  severity: 'error',
  each: 'routerLegs',
  explainedBy: [],
  applies: ({ expected, router }) => expected !== undefined && router.mode !== 'standby',
  judge(leg) {
    const device = told(leg.interface);
    const { expected } = leg;
    const { namespace } = leg.router;
    if (device === undefined || expected === undefined) return undefined;
    const held = heldBy(device).find(({ address }) => address === expected.address);
    if (held === undefined || held.prefixLength === expected.prefixLength) return undefined;
    const wrong = cidrOf(held);
    const right = cidrOf(expected);
    return {
      summary: `${leg.device} in ${namespace} has ${wrong}, but its network is a /${expected.prefixLength}.`,
      evidence: [addressEvidence(namespace, device)],
      fix: safeFix(
        `Give ${leg.device} its address with the right prefix length`,
        [
          ip(namespace, 'addr', 'add', right, 'brd', '+', 'dev', leg.device),
          ip(namespace, 'addr', 'del', wrong, 'dev', leg.device),
          ip(namespace, 'addr', 'replace', right, 'brd', '+', 'dev', leg.device),
          ...legRouteCommands(leg),
        ],
        [
          ip(namespace, 'addr', 'add', wrong, 'dev', leg.device),
          ip(namespace, 'addr', 'del', right, 'dev', leg.device),
        ],
        'The L3 agent takes the prefix from the subnet in Neutron: correct it there if it is wrong there.',
      ),
    };
  },
});
