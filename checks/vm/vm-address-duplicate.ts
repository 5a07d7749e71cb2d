import { answersAt, peerEnd } from '../../src/analysis/arp-reach.ts';
import { defineCheck, type Fix, required } from '../../src/engine/check.ts';
import { reachEvidence } from '../../src/evidence/captures.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { Stack } from '../../src/facts/stack.ts';
import { goesAlone, holdersOf, removeAddressFix } from '../../src/remedies/addresses.ts';
import type { Port } from '../../src/topology/ports.ts';
import type { Guest } from '../../src/topology/reaches.ts';

export default defineCheck({
  id: 'vm-address-duplicate',
  layer: 'vm',
  title: "Another device answers for the VM's address",
  why: 'Two devices in one network have the same address: the last ARP reply gets the traffic, and connections break.',
  symptom: 'Connections to a VM break intermittently, and `ip neigh` of the router alternates between two MACs.',
  remedy:
    "Remove the address from the other device. In a router's or DHCP server's namespace it is found; elsewhere `ovs-appctl fdb/show` tells the port of its MAC.",
  limits:
    "Allowed address pairs and other ports of the same instance do not count. The other device must answer the router's ARP.",
  sources: ['https://www.rfc-editor.org/rfc/rfc5227', 'https://man7.org/linux/man-pages/man8/arping.8.html'],
  severity: 'error',
  each: 'reaches',
  with: ['ports', 'routers', 'dhcpServers'],
  explainedBy: [
    'arp-responder-wrong',
    'tag-shared-by-networks',
    'port-tag-wrong',
    'port-tag-missing',
    'vm-mac-changed',
  ],
  applies: ({ vm }) => vm !== undefined,
  judge(reach, { ports, routers, dhcpServers }) {
    const { vm, address } = reach;
    const others = required(reach.answers).filter(
      (mac) => vm !== undefined && ![...vm.macs, ...vm.strangers].includes(mac),
    );
    const end = peerEnd(reach);
    if (vm === undefined || others.length === 0 || end === undefined) return undefined;
    // What comes out of the guest's own tap is the guest's.
    const strangers = others.filter((mac) => !answersAt(reach, end).includes(mac));
    if (strangers.length === 0) return undefined;
    const namespaces = [...valuesOf(routers), ...valuesOf(dhcpServers)];
    return {
      summary: `${address} is the address of ${vm.port.subject.name} (${vm.mac}), but ${strangers.join(', ')} answers for it too.`,
      evidence: reachEvidence(reach),
      fix: isAssigned(vm, address) ? removal(strangers, address, valuesOf(ports), namespaces) : null,
    };
  },
});

/** Where the DHCP server has it for another port, or for none, nothing on the host tells which of the two is to give way. */
const isAssigned = ({ mac, files }: Guest, address: string): boolean => {
  const owners = files?.hosts.filter((host) => host.address === address) ?? [];
  return owners.length > 0 && owners.every((host) => host.mac === mac);
};

/** From the namespace of an agent that answers; from a guest only its owner can remove it. */
function removal(
  macs: readonly string[],
  address: string,
  ports: readonly Port[],
  namespaces: readonly { readonly namespace: string; readonly stack: Stack | undefined }[],
): Fix | null {
  const places = ports
    .filter(({ mac }) => mac !== undefined && macs.includes(mac))
    .flatMap(({ sightings }) => sightings.map(({ namespace }) => namespace));
  const held = namespaces.flatMap(({ namespace, stack }) => {
    if (stack === undefined || !places.includes(namespace)) return [];
    return holdersOf(address, namespace, stack).filter((each) => goesAlone(each, stack));
  });
  const [only] = held;
  return held.length === 1 && only !== undefined ? removeAddressFix(only) : null;
}
