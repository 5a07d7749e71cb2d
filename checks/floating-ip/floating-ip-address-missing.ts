import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { rulesEvidence } from '../../src/engine/fixes/nat.ts';
import { ip } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'floating-ip-address-missing',
  layer: 'floating-ip',
  title: 'Floating IP is not on its router',
  why: 'The router translates the floating IP, but without the address on qg nobody answers the ARP requests for it.',
  symptom: 'A single floating IP does not answer, not even to ARP, while others of its router do.',
  remedy: 'Put the address on qg again, as /32.',
  limits:
    'It goes by the rules that translate the address: where these are gone too, nothing here tells of the floating IP. Distributed and standby routers are not asked.',
  sources: [
    'https://devopsaitoolkit.com/blog/debugging-neutron-floating-ips-and-nat-openstack/',
    'https://github.com/rcbops/rpc-openstack/issues/460',
  ],
  severity: 'error',
  each: 'floatingIps',
  explainedBy: ['router-gateway-address-missing', 'router-address-wrong-prefix'],
  applies: ({ fixed, rival }) => fixed !== undefined && rival === undefined,
  judge({ address, fixed, gateway, router, isOnGateway }) {
    if (told(isOnGateway)) return undefined;
    const device = told(gateway.interface);
    const words = [`${address}/32`, 'dev', gateway.device];
    return {
      summary: `${address}, the floating IP of ${fixed}, is not on ${gateway.device} in ${router.namespace}.`,
      evidence: [
        ...(device === undefined ? [] : [addressEvidence(router.namespace, device)]),
        rulesEvidence(router, 'nat', address),
      ],
      fix: safeFix(
        `Give ${gateway.device} the address again`,
        [ip(router.namespace, 'addr', 'replace', `${address}/32`, 'brd', address, 'dev', gateway.device)],
        [ip(router.namespace, 'addr', 'del', ...words)],
        'The L3 agent keeps this address while the floating IP is associated: a restart of it has the same effect.',
      ),
    };
  },
});
