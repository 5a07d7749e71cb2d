import type { LabModel } from './model.ts';
import { type LabPlace, tunnelTo, underlayBridge } from './place.ts';

/*
 * A lab of several hosts: a network node with the routers and DHCP servers, and computes with the VMs, each a lab of its own.
 * What differs from a single host is where the parts of the cloud are, and what leads from one to the other.
 */

export const maxHosts = 8;

/** The hosts of a lab by their names; the first is the network node. */
export const placeNames = (count: number): readonly string[] =>
  ['net1', ...Array.from({ length: count - 1 }, (_, index) => `cmp${index + 1}`)].slice(0, count);

const addressOf = (index: number): string => `198.18.0.${11 + index}`;

/** The address that the tunnels of a host start from. */
export const tunnelAddressOf = (name: string): string => addressOf(placeNames(maxHosts).indexOf(name));

/** What other hosts call their tunnel to it. */
export const tunnelOf = (name: string): string => tunnelTo(tunnelAddressOf(name)).port;

/** The part of a cloud that is on one of so many hosts. */
export function modelAt(cloud: LabModel, name: string, count: number): LabModel {
  const names = placeNames(count);
  const index = names.indexOf(name);
  const place: LabPlace = {
    name,
    isJoined: true,
    tunnelDevice: underlayBridge,
    tunnelAddress: addressOf(index),
    tunnels: names.flatMap((_, other) => (other === index ? [] : tunnelTo(addressOf(other)))),
  };
  const isNetworkNode = index === 0;
  const vms = cloud.vms.filter((_, number) => (number % (count - 1)) + 1 === index);
  return {
    ...cloud,
    place,
    vms,
    served: isNetworkNode ? cloud.served : [],
    routers: isNetworkNode ? cloud.routers : [],
    networks: isNetworkNode
      ? cloud.networks
      : cloud.networks.filter(({ id }) => vms.some((vm) => vm.network.id === id)),
  };
}
