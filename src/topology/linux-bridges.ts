import type { Facts } from '../facts/index.ts';
import { type Known, mapKnown } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import { addressesOn } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { allDhcpFiles } from './expectations.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { macBehind } from './macs.ts';
import { innerEndsOf, portKeyOf } from './ports.ts';
import type { Subject } from './subject.ts';
import { linuxBridgeName } from './switch-database.ts';
import { networkOfMac } from './vm-ports.ts';

/** A network's bridge on a host of the Linux bridge agent (Neutron, linuxbridge_neutron_agent.py). */
export interface LinuxBridge {
  readonly subject: Subject;
  /** `brq` and the first 11 characters of the network's UUID. */
  readonly name: string;
  readonly device: Interface;
  readonly taps: readonly Interface[];
  /** The members by which it reaches other hosts: a VLAN device, a VXLAN device, or a NIC. */
  readonly uplinks: readonly Interface[];
  /** For each VLAN device among them the NIC that it stands on. */
  readonly nics: readonly Interface[];
  /** VLAN and VXLAN devices that look like the agent's and are in no bridge. */
  readonly strays: readonly Interface[];
  /** Neither a member nor an address of the host leads out of it. */
  readonly isAlone: boolean;
  /** Other bridges of the agent that are alone too, and that have an uplink. */
  readonly others: { readonly alone: number; readonly linked: number };
}

/** A tap that belongs to a network with a bridge here. */
export interface BridgedTap {
  readonly subject: Subject;
  readonly name: string;
  readonly device: Interface;
  readonly bridge: string;
  /** Who is behind it, in words. */
  readonly owner: string;
}

const tapName = /^tap[0-9a-f]{8}-[0-9a-f]{2}$/;

/** A device that the agent has made for a network, `NIC.VLAN` or `vxlan-VNI`, and that is in no bridge. */
const isStray = (device: Interface): boolean =>
  device.master === false &&
  ((device.kind === 'vlan' && /\.\d+$/.test(device.name)) ||
    (device.kind === 'vxlan' && /^vxlan-\d+$/.test(device.name))) &&
  addressesOn(device).length === 0;

type Sources = Pick<Facts, 'hostStack' | 'agentFiles'>;

export const linuxBridges = defineSection({
  name: 'linuxBridges',
  standsAlone: true,
  facts: ['hostStack', 'agentFiles'],
  needs: [],
  build: ({ hostStack, agentFiles }) => linuxBridgesOf({ hostStack, agentFiles }),
});

function linuxBridgesOf(facts: Sources): Known<readonly LinuxBridge[]> {
  return mapKnown(facts.hostStack.interfaces, (devices) => {
    const bridges = devices.filter(({ name }) => linuxBridgeName.test(name));
    const membersOf = (name: string) => devices.filter(({ master }) => master === name);
    const uplinksOf = (name: string) => membersOf(name).filter((member) => !tapName.test(member.name));
    const isAlone = (bridge: Interface) => uplinksOf(bridge.name).length === 0 && addressesOn(bridge).length === 0;
    const nicNames = (uplinks: readonly Interface[]) => uplinks.map(({ name }) => name.split('.')[0]);
    return bridges.map((device): LinuxBridge => {
      const uplinks = uplinksOf(device.name);
      const others = bridges.filter((other) => other !== device);
      return {
        subject: subjectOf(facts, device.name),
        name: device.name,
        device,
        taps: membersOf(device.name).filter(({ name }) => tapName.test(name)),
        uplinks,
        nics: devices.filter(({ name }) => nicNames(uplinks.filter((it) => it.kind === 'vlan')).includes(name)),
        strays: devices.filter(isStray),
        isAlone: isAlone(device),
        others: {
          alone: others.filter(isAlone).length,
          linked: others.filter(({ name }) => uplinksOf(name).length > 0).length,
        },
      };
    });
  });
}

export const bridgedTaps = defineSection({
  name: 'bridgedTaps',
  standsAlone: true,
  facts: ['hostStack', 'agentFiles'],
  needs: [namespaceStacks],
  build: (facts, sections) => bridgedTapsOf(facts, sections.namespaceStacks),
});

/** The taps whose network is known, where that network has its bridge on this host. */
function bridgedTapsOf(facts: Sources, stacks: Stacks): Known<readonly BridgedTap[]> {
  return mapKnown(facts.hostStack.interfaces, (devices) =>
    devices
      .filter(({ name }) => tapName.test(name))
      .flatMap((device): BridgedTap[] => {
        const { owner, networkId } = ownerOf(facts, stacks, device);
        const bridge = `brq${networkId?.slice(0, 11)}`;
        if (networkId === undefined || !devices.some(({ name }) => name === bridge)) return [];
        const portKey = portKeyOf(device.name);
        const subject: Subject = {
          kind: 'port',
          id: device.name,
          name: device.name,
          portKey,
          networks: [networkId],
          routers: [],
        };
        return [{ subject, name: device.name, device, bridge, owner }];
      }),
  );
}

/**
 * Whose tap it is: of an agent's veth pair the inner end is in a namespace; libvirt gives the tap of a guest the MAC of
 * that with fe as first byte. The DHCP files of a network list the MACs of its guests and routers.
 */
function ownerOf(
  facts: Pick<Facts, 'agentFiles'>,
  stacks: Stacks,
  tap: Interface,
): { readonly owner: string; readonly networkId: string | undefined } {
  const inner = innerEndsOf(tap.name);
  for (const [namespace, { interfaces }] of stacks) {
    const found = interfaces.known ? interfaces.value.find((device) => inner.includes(device.name)) : undefined;
    if (found === undefined) continue;
    const served = namespace.match(/^qdhcp-(.*)$/)?.[1];
    return { owner: `${found.name} in ${namespace}`, networkId: served ?? networkOfMac(facts, found.mac) };
  }
  const guest = macBehind(tap);
  return { owner: `the guest ${guest}`, networkId: networkOfMac(facts, guest) };
}

function subjectOf(facts: Pick<Facts, 'agentFiles'>, bridge: string): Subject {
  const folders = allDhcpFiles(facts);
  const id = folders.find(({ networkId }) => bridge === `brq${networkId.slice(0, 11)}`)?.networkId ?? bridge;
  return { kind: 'network', id, name: bridge, networks: [id], routers: [] };
}
