import { defineCheck, told } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { rulesEvidence } from '../../src/engine/fixes/nat.ts';
import { ip } from '../../src/facts/within.ts';

export default defineCheck({
  id: 'floating-ip-on-two-routers',
  layer: 'floating-ip',
  title: 'Floating IP is on two routers',
  why: 'Both routers answer ARP for the address: whose answer comes first gets the traffic, and one of them drops it.',
  symptom: 'A floating IP that was moved answers now and then, from changing MACs.',
  remedy:
    'Take the address from the router whose rules do not translate it; where both do, or neither, only Neutron can tell, and nothing is proposed.',
  limits:
    'Both routers must be on this host, on one bridge and VLAN: the same address on another node shows only as duplicate ARP answers. External networks with equal ranges are kept apart.',
  sources: [
    'https://bugs.launchpad.net/bugs/1052535',
    'https://www.slideshare.net/slideshow/weird-things-weve-seen-with-openstack-neutron/57273012',
  ],
  severity: 'error',
  each: 'floatingIps',
  explainedBy: [],
  applies: ({ rival }) => rival !== undefined,
  judge({ address, fixed, gateway, router, isOnGateway, rival }) {
    // Of the two, the one that translates the address is where it belongs.
    if (rival === undefined || !told(isOnGateway)) return undefined;
    const isStray = fixed === undefined && told(rival.hasRules);
    if (!isStray && (fixed === undefined) === !told(rival.hasRules)) return undefined;
    const device = told(gateway.interface);
    const words = [`${address}/32`, 'dev', gateway.device];
    return {
      summary: `${address} is on ${gateway.device} of ${router.namespace} and on ${rival.router.namespace} too.`,
      evidence: [
        ...(device === undefined ? [] : [addressEvidence(router.namespace, device)]),
        rulesEvidence(router, 'nat', address),
      ],
      fix: isStray
        ? safeFix(
            `Take it from ${router.namespace}, which does not translate it`,
            [ip(router.namespace, 'addr', 'del', ...words)],
            [ip(router.namespace, 'addr', 'add', ...words)],
            'The L3 agent takes an address away when its floating IP moves: see its log for why it did not.',
          )
        : null,
      shared: address,
    };
  },
});
