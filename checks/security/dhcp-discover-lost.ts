import { defineCheck, told } from '../../src/engine/check.ts';
import { dhcpFlow, flowFix, lossOf, lossSentence, traceEvidence } from '../../src/engine/fixes/flows.ts';
import { plugCauses, portCauses } from '../../src/engine/way-causes.ts';
import { bridgeEvidence, hasPoint, seenAt, wireEvidence } from '../../src/engine/wire.ts';
import { gapOf, isOnVmBridge } from '../../src/topology/dhcp-way.ts';

export default defineCheck({
  id: 'dhcp-discover-lost',
  layer: 'security',
  title: 'DHCPDISCOVER gets lost on its way to the server',
  why: 'Ports, tags and devices are right, but flows or rules do not let the request through.',
  symptom: 'A VM asks, the DHCP port hears nothing, and no port, tag or device is wrong.',
  remedy:
    "Delete the flow that drops it if that flow names DHCP; otherwise restart the Open vSwitch agent, which puts its flows in again. A loss on the VM's bridge gets no command.",
  limits:
    'A probe goes in at one port of each network, so a flow against another VM is not met. With --passive it hears only guests that ask by themselves, and watches eight VMs at most.',
  sources: [
    'https://www.openvswitch.org/support/dist-docs/ovs-ofctl.8.html',
    'https://bugs.launchpad.net/bugs/1290486',
    'https://www.openvswitch.org/support/dist-docs/ovs-fields.7.html',
  ],
  severity: 'error',
  each: 'dhcpWatches',
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
  judge(watch) {
    told(watch.sent);
    seenAt(watch, 'server', 'DISCOVER');
    const gap = gapOf(watch, 'DISCOVER');
    if (gap === undefined) return undefined;
    const { after, before } = gap;
    const isOnBridge = isOnVmBridge(gap);
    const what = watch.isProbe ? `A DHCPDISCOVER put in at ${after.device}` : `The DHCPDISCOVER of ${watch.clientMac}`;
    const lost = { trace: watch.trace, host: watch.server.host, place: watch.server.namespace };
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
