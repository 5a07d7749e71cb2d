import type { Evidence } from '../engine/check.ts';
import type { Crossed, CrossingWatch } from '../probes/host-crossings.ts';
import { seenOn } from './check.ts';
import type { CloudHost } from './cloud.ts';
import type { WatchedCrossing } from './sections/crossings.ts';

/* What the checks of packets that were sent from host to host have in common. */

/** Whether a packet came to the other host at all. */
export const hasArrived = ({ entered, delivered }: Crossed): boolean => entered > 0 || delivered > 0;

/** Of the two hosts, the one that more of what got lost in this way came from or went to; of equals, the sender. */
export function suspectOf(
  { sender, receiver, all }: WatchedCrossing,
  isLost: (crossing: CrossingWatch) => boolean,
): readonly [suspect: CloudHost, other: CloudHost] {
  const lost = all.filter(isLost);
  const count = ({ name }: CloudHost) => lost.filter(({ from, to }) => from.host === name || to.host === name).length;
  return count(receiver) > count(sender) ? [receiver, sender] : [sender, receiver];
}

/** What was seen of a packet on both hosts. */
export const crossingEvidence = (
  { sender, receiver, capture, from, to }: WatchedCrossing,
  { sent, bytes, left, entered, delivered }: Crossed,
): readonly Evidence[] => [
  seenOn(sender.name, {
    command: capture,
    where: 'host',
    output: `${from.address} > ${to.address}, ${bytes} bytes: ${sent} injected on ${from.bridge}, ${left} left in a tunnel`,
    isSeen: true,
  }),
  seenOn(receiver.name, {
    command: capture,
    where: 'host',
    output: `${from.address} > ${to.address}, ${bytes} bytes: ${entered} came by a tunnel, ${delivered} to ${to.place.device}`,
    isSeen: true,
  }),
];

/** What a host's state shows that stops packets between it and another: the probes only confirm it. */
export const tunnelFaults: readonly string[] = [
  'ovs-vswitchd-not-answering',
  'integration-bridge-missing',
  'integration-bridge-flows-missing',
  'switch-lacks-bridge',
  'l2-agent-not-running',
  'l2-agent-frozen',
  'port-dead-vlan',
  'port-tag-missing',
  'port-tag-wrong',
  'port-trunk-mode-left',
  'tag-shared-by-networks',
  'mac-on-two-hosts',
  'tunnel-patch-broken',
  'tunnels-unjoined',
  'tunnel-port-refused',
  'tunnel-bridge-flows-missing',
  'tunnel-id-flow-missing',
  'tunnel-flood-flow-missing',
  'tunnel-flow-port-gone',
  'tunnel-id-wrong',
  'tunnel-arrivals-dropped',
  'tunnel-local-address-missing',
  'tunnel-local-ip-elsewhere',
  'tunnel-device-down',
  'tunnel-input-rejected',
  'tunnel-peer-unroutable',
  'tunnel-address-shared',
  'tunnel-types-differ',
  'tunnel-to-host-missing',
  'tunnel-ends-differ',
  'segmentation-id-differs',
  'segmentation-id-shared',
  'flood-skips-host',
  'remote-mac-misdirected',
];
