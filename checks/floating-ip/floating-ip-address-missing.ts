import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { ip } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'floating-ip-address-missing',
  layer: 'floating-ip',
  title: 'Floating IP is not on its router',
  why: 'The router translates the floating IP, but without the address on qg ARP requests for it get no reply.',
  symptom: 'A single floating IP does not answer, not even ARP, while others of its router do.',
  remedy: 'Add the address to qg again, as /32.',
  limits:
    'Based on the rules that translate the address: without them the floating IP is not known. Distributed and standby routers are not checked.',
  sources: [
    'https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/',
    'https://github.com/rcbops/rpc-openstack/issues/460',
  ],
  severity: 'error',
  each: 'floatingIps',
  explainedBy: ['router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: ({ fixed }) => fixed !== undefined,
  judge({ address, fixed, gateway, router, isOnGateway, rival }) {
    // It may be that another router translates it by now; one that only holds it does not.
    if (required(isOnGateway) || (rival !== undefined && required(rival.hasRules))) return undefined;
    const device = required(gateway.interface);
    const words = [`${address}/32`, 'dev', gateway.device];
    return {
      summary: `${address}, the floating IP of ${fixed}, is not on ${gateway.device} in ${router.namespace}.`,
      evidence: [
        ...(device === undefined ? [] : [addressEvidence(router.namespace, device)]),
        rulesEvidence(router, 'nat', address),
      ],
      fix: safeFix(
        `Add the address to ${gateway.device} again`,
        [ip(router.namespace, 'addr', 'replace', `${address}/32`, 'brd', address, 'dev', gateway.device)],
        [ip(router.namespace, 'addr', 'del', ...words)],
        'The L3 agent maintains this address while the floating IP is associated; restarting it has the same effect.',
      ),
    };
  },
});
