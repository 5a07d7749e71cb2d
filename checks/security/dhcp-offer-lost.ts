import { defineCheck, told } from '../../src/engine/check.ts';
import { dhcpFlow, flowFix, lossOf, lossSentence, traceEvidence } from '../../src/engine/fixes/flows.ts';
import { plugCauses } from '../../src/engine/way-causes.ts';
import { bridgeEvidence, hasPoint, ownOffers, seenAt, wireEvidence } from '../../src/engine/wire.ts';
import { gapOf, isOnVmBridge } from '../../src/topology/dhcp-way.ts';

export default defineCheck({
  id: 'dhcp-offer-lost',
  layer: 'security',
  title: 'DHCPOFFER gets lost on its way to the VM',
  why: 'The server answers, but its answer does not reach the VM, which goes on asking.',
  symptom: 'The server logs DHCPDISCOVER and DHCPOFFER in turns, never a DHCPREQUEST.',
  remedy:
    "Delete the flow that drops the answer, or restart the Open vSwitch agent; what is lost on the VM's bridge gets no command.",
  limits:
    'Watched only where the VM is on this host and plugged by a bridge. An offer that reaches the tap, but is thrown away by the guest, passes.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://yeasy.blogspot.com/2013/06/',
    'https://github.com/puppetlabs-toy-chest/puppetlabs-openstack/issues/56',
  ],
  severity: 'error',
  each: 'dhcpWatches',
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
  judge(watch) {
    told(watch.sent);
    if (ownOffers(watch).length === 0 || seenAt(watch, 'vm-side', 'OFFER').length > 0) return undefined;
    // A VM that is plugged into the switch itself has one side only.
    const hasBridge = hasPoint(watch, 'switch-side');
    if (hasBridge) seenAt(watch, 'switch-side', 'OFFER');
    const gap = gapOf(watch, 'OFFER');
    if (gap === undefined) return undefined;
    const { after, before } = gap;
    const isOnBridge = isOnVmBridge(gap);
    const lost = { trace: watch.trace, host: watch.server.host, place: watch.server.namespace };
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
