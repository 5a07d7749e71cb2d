import { heldBy } from '../../src/analysis/devices.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { ip } from '../../src/facts/within.ts';
import { legRouteCommands } from '../../src/remedies/routes.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { cidrOf } from '../../src/topology/addresses.ts';
import { mayStandBy } from '../../src/topology/routers.ts';

export default defineCheck({
  id: 'router-address-wrong-prefix',
  layer: 'router',
  title: "Router's address has the wrong prefix length",
  why: 'With a wrong prefix the router has no route to a part of its own network.',
  symptom: 'The router reaches some VMs of a subnet, or some hosts of the external network, but not the others.',
  remedy: 'Add the address with the correct prefix length, remove the wrong one, and restore the default route on qg.',
  limits:
    "The right length comes from dnsmasq's range, the DHCP port, or neighbours in the external range; a single router there is not checked.",
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/l3/router_info.py',
    'https://man7.org/linux/man-pages/man8/ip-address.8.html',
  ],
  severity: 'error',
  each: 'routerLegs',
  fromExcerpts: true,
  explainedBy: [],
  applies: ({ expected, router }) => expected !== undefined && !mayStandBy(router),
  judge(leg) {
    const device = required(leg.interface);
    const { expected } = leg;
    const { namespace } = leg.router;
    if (device === undefined || expected === undefined) return undefined;
    const held = heldBy(device).find(({ address }) => address === expected.address);
    if (held === undefined || held.prefixLength === expected.prefixLength) return undefined;
    const wrong = cidrOf(held);
    const right = cidrOf(expected);
    return {
      summary: `${leg.device} in ${namespace} has ${wrong}, expected prefix length /${expected.prefixLength}.`,
      evidence: [addressEvidence(namespace, device)],
      fix: safeFix(
        `Set the correct prefix length on ${leg.device}`,
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
        "The L3 agent uses the subnet's prefix in Neutron: correct it there if it is wrong.",
      ),
    };
  },
});
