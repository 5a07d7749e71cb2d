import { hasPoint, ownOffers, seenAt } from '../../src/analysis/dhcp-watch.ts';
import { dhcpFlow, lossOf, lossSentence } from '../../src/analysis/lost-packet.ts';
import { plugCauses } from '../../src/analysis/path-causes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { traceEvidence } from '../../src/evidence/flows.ts';
import { bridgeEvidence } from '../../src/evidence/rules.ts';
import { flowFix } from '../../src/remedies/flows.ts';
import { gapOf, isOnVmBridge } from '../../src/topology/dhcp-path.ts';

export default defineCheck({
  id: 'dhcp-offer-lost',
  layer: 'security',
  title: 'DHCPOFFER is lost on its path to the VM',
  why: 'The server sends an offer that does not reach the VM.',
  symptom: 'The server logs DHCPDISCOVER and DHCPOFFER, but never a DHCPREQUEST.',
  remedy:
    "Delete the flow that drops the offer, or restart the Open vSwitch agent; for a loss on the VM's bridge no fix is proposed.",
  limits:
    'Checked only where the VM is on this host and plugged by a bridge. An offer that the guest itself discards passes.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://yeasy.blogspot.com/2013/06/',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/56',
  ],
  severity: 'error',
  each: 'dhcpWatches',
  with: ['services'],
  explainedBy: [
    'host-masquerades-all',
    'integration-bridge-missing',
    'integration-bridge-flows-missing',
    'port-drop-flow-left',
    'port-trunk-mode-left',
    ...plugCauses,
    'port-device-missing',
    'port-tag-wrong',
    'port-tag-missing',
    'port-dead-vlan',
    'hybrid-forward-dropped',
    'security-group-drops-dhcp',
    'bridge-rule-drops-dhcp',
    'vm-chain-drops',
    'native-firewall-flows-missing',
  ],
  applies: (watch) => hasPoint(watch, 'vm-side'),
  judge(watch, { services }) {
    required(watch.sent);
    if (ownOffers(watch).length === 0 || seenAt(watch, 'vm-side', 'OFFER').length > 0) return undefined;
    // A VM that is plugged into the switch itself has one side only.
    const hasBridge = hasPoint(watch, 'switch-side');
    if (hasBridge) seenAt(watch, 'switch-side', 'OFFER');
    const gap = gapOf(watch, 'OFFER');
    if (gap === undefined) return undefined;
    const { after, before } = gap;
    const isOnBridge = isOnVmBridge(gap);
    const lost = { trace: watch.trace, services, place: watch.server.namespace };
    return {
      summary: isOnBridge
        ? `The OFFER for ${watch.clientMac} is lost on the VM's bridge, between ${after.device} and ${before.device}.`
        : `The OFFER for ${watch.clientMac} is lost in the switch, between ${after.device} and ${before.device}${lossSentence(watch)}.`,
      evidence: [
        wireEvidence(watch, 'server'),
        ...(hasBridge ? [wireEvidence(watch, 'switch-side')] : []),
        wireEvidence(watch, 'vm-side'),
        ...(isOnBridge ? bridgeEvidence(watch) : traceEvidence(watch)),
      ],
      fix: isOnBridge ? null : flowFix(lost, dhcpFlow),
      ...(isOnBridge ? {} : { shared: lossOf(lost) }),
    };
  },
});
