import { hasPoint, seenAt } from '../../src/analysis/dhcp-watch.ts';
import { dhcpFlow, lossOf, lossSentence } from '../../src/analysis/lost-packet.ts';
import { plugCauses, portCauses } from '../../src/analysis/path-causes.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { wireEvidence } from '../../src/evidence/captures.ts';
import { traceEvidence } from '../../src/evidence/flows.ts';
import { bridgeEvidence } from '../../src/evidence/rules.ts';
import { flowFix } from '../../src/remedies/flows.ts';
import { gapOf, isOnVmBridge } from '../../src/topology/dhcp-path.ts';

export default defineCheck({
  id: 'dhcp-discover-lost',
  layer: 'security',
  title: 'DHCPDISCOVER is lost on its path to the server',
  why: 'Ports, tags and devices are correct, but flows or rules drop the request.',
  symptom: 'A VM sends DHCPDISCOVER, the DHCP port receives nothing, and ports, tags and devices are correct.',
  remedy:
    "Delete the flow that drops it if that flow names DHCP; otherwise restart the Open vSwitch agent, which restores its flows. For a loss on the VM's bridge no fix is proposed.",
  limits:
    'One port per network is probed, so a flow against another VM is not found. With --passive only guests that send requests are seen, at most eight VMs.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-ofctl.8.html',
    'https://bugs.launchpad.net/bugs/1290486',
    'https://www.openvswitch.org/support/dist-docs/ovs-fields.7.html',
  ],
  severity: 'error',
  each: 'dhcpWatches',
  with: ['services'],
  explainedBy: [
    'host-masquerades-all',
    'integration-bridge-missing',
    'integration-bridge-flows-missing',
    'ovsdb-server-not-answering',
    'ovs-vswitchd-not-answering',
    'dhcp-port-missing',
    'vm-port-missing',
    'dhcp-port-down',
    ...plugCauses,
    ...portCauses,
    'dhcp-namespace-missing',
    'bridge-rule-drops-dhcp',
    'native-firewall-flows-missing',
    'native-anti-spoofing-wrong',
  ],
  // Of a guest whose own side was not looked at, nothing is known to be lost.
  applies: (watch) => watch.isProbe || hasPoint(watch, 'vm-side'),
  judge(watch, { services }) {
    required(watch.sent);
    seenAt(watch, 'server', 'DISCOVER');
    const gap = gapOf(watch, 'DISCOVER');
    if (gap === undefined) return undefined;
    const { after, before } = gap;
    const isOnBridge = isOnVmBridge(gap);
    const what = watch.isProbe
      ? `A DHCPDISCOVER injected at ${after.device}`
      : `The DHCPDISCOVER of ${watch.clientMac}`;
    const lost = { trace: watch.trace, services, place: watch.server.namespace };
    return {
      summary: isOnBridge
        ? `${what} is lost on the VM's bridge, between ${after.device} and ${before.device}.`
        : `${what} is lost in the switch, between ${after.device} and ${before.device}${lossSentence(watch)}.`,
      evidence: [
        ...(after.at === 'put-in' ? [] : [wireEvidence(watch, after.at)]),
        ...(before.at === 'put-in' ? [] : [wireEvidence(watch, before.at)]),
        ...(isOnBridge ? bridgeEvidence(watch) : traceEvidence(watch)),
      ],
      fix: isOnBridge ? null : flowFix(lost, dhcpFlow),
      ...(isOnBridge ? {} : { shared: lossOf(lost) }),
    };
  },
});
