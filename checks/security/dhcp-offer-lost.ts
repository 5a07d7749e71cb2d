import { defineCheck, told } from '../../src/engine/check.ts';
import { flowFix, lossOf, traceEvidence } from '../../src/engine/fixes/flows.ts';
import { hasPoint, ownOffers, seenAt, wireEvidence } from '../../src/engine/wire.ts';

export default defineCheck({
  id: 'dhcp-offer-lost',
  layer: 'security',
  title: 'DHCPOFFER gets lost on its way to the VM',
  why: 'The server answers, but its answer does not reach the VM, which goes on asking.',
  severity: 'error',
  each: 'dhcpWatches',
  explainedBy: [
    'hybrid-bridge-missing',
    'hybrid-bridge-down',
    'hybrid-veth-down',
    'hybrid-veth-unbridged',
    'hybrid-tap-down',
    'hybrid-tap-unbridged',
    'port-device-missing',
    'port-tag-wrong',
    'port-tag-missing',
    'port-dead-vlan',
    'security-group-drops-dhcp',
  ],
  applies: (watch) => hasPoint(watch, 'vm-side') && hasPoint(watch, 'switch-side'),
  judge(watch) {
    told(watch.sent);
    if (ownOffers(watch).length === 0 || seenAt(watch, 'vm-side', 'OFFER').length > 0) return undefined;
    const key = watch.vm?.portKey ?? '';
    const isInSwitch = seenAt(watch, 'switch-side', 'OFFER').length === 0;
    return {
      summary: isInSwitch
        ? `The OFFER for ${watch.clientMac} leaves ${watch.server.device}, but does not come out of the switch at qvb${key}.`
        : `The OFFER for ${watch.clientMac} reaches qvb${key}, but not tap${key}: it is lost on the VM's bridge.`,
      evidence: [
        wireEvidence(watch, 'server'),
        wireEvidence(watch, 'switch-side'),
        wireEvidence(watch, 'vm-side'),
        ...traceEvidence(watch),
      ],
      fix: isInSwitch ? flowFix(watch) : null,
      ...(isInSwitch ? { shared: lossOf(watch) } : {}),
    };
  },
});
