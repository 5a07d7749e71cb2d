import { defineCheck, required } from '../../src/engine/check.ts';
import { addressEvidence } from '../../src/evidence/devices.ts';
import { rulesEvidence } from '../../src/evidence/rules.ts';
import { ip } from '../../src/facts/within.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'floating-ip-on-two-routers',
  layer: 'floating-ip',
  title: 'Floating IP is on another router than its own',
  why: 'A router that does not translate the address answers ARP for it, and drops its traffic.',
  symptom: 'A floating IP that was moved answers intermittently, from changing MACs.',
  remedy:
    'Remove the address from the router that does not translate it; where both do, or neither, no fix is proposed.',
  limits:
    'Both routers must be on this host, on one bridge and VLAN: the same address on another node is not seen. External networks with equal ranges are told apart.',
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
    if (rival === undefined || !required(isOnGateway)) return undefined;
    const isStray = fixed === undefined && required(rival.hasRules);
    if (!isStray && (fixed === undefined) === !required(rival.hasRules)) return undefined;
    const device = required(gateway.interface);
    const words = [`${address}/32`, 'dev', gateway.device];
    return {
      summary: rival.isHolding
        ? `${address} is on ${gateway.device} of ${router.namespace} and on ${rival.router.namespace} too.`
        : `${address} is on ${gateway.device} of ${router.namespace}; the rules that translate it are those of ${rival.router.namespace}.`,
      evidence: [
        ...(device === undefined ? [] : [addressEvidence(router.namespace, device)]),
        rulesEvidence(router, 'nat', address),
      ],
      fix: isStray
        ? safeFix(
            `Remove it from ${router.namespace}, which does not translate it`,
            [
              ip(router.namespace, 'addr', 'del', ...words),
              // The host may have learned the MAC of the router that did not let go, and would send there for a minute.
              ['ip', 'neigh', 'flush', 'to', address],
            ],
            [ip(router.namespace, 'addr', 'add', ...words)],
            'The L3 agent removes an address when its floating IP moves: check its log for why it did not.',
          )
        : null,
      shared: address,
    };
  },
});
