import type { CloudCheck } from '../../src/fleet/check.ts';
import datapathIdShared from './datapath-id-shared.ts';
import dhcpPortOnTwoHosts from './dhcp-port-on-two-hosts.ts';
import dhcpServerLacksVm from './dhcp-server-lacks-vm.ts';
import dhcpServersDiffer from './dhcp-servers-differ.ts';
import floatingIpOnTwoHosts from './floating-ip-on-two-hosts.ts';
import floodSkipsHost from './flood-skips-host.ts';
import haRouterActiveTwice from './ha-router-active-twice.ts';
import hostNameShared from './host-name-shared.ts';
import macOnTwoHosts from './mac-on-two-hosts.ts';
import networkMtuDiffers from './network-mtu-differs.ts';
import overlayPacketsLost from './overlay-packets-lost.ts';
import remoteArpStale from './remote-arp-stale.ts';
import remoteMacMisdirected from './remote-mac-misdirected.ts';
import routerOnTwoHosts from './router-on-two-hosts.ts';
import segmentationIdDiffers from './segmentation-id-differs.ts';
import segmentationIdShared from './segmentation-id-shared.ts';
import tunnelAddressShared from './tunnel-address-shared.ts';
import tunnelEndsDiffer from './tunnel-ends-differ.ts';
import tunnelToHostMissing from './tunnel-to-host-missing.ts';
import tunnelTypesDiffer from './tunnel-types-differ.ts';
import underlayLargePacketsLost from './underlay-large-packets-lost.ts';
import underlayMtuTooSmall from './underlay-mtu-too-small.ts';
import underlayPacketsLost from './underlay-packets-lost.ts';
import vmPortOnTwoHosts from './vm-port-on-two-hosts.ts';

/**
 * The checks across hosts in the order of causes, which is not that of the layers: what a router needs of its other
 * instances comes by the overlay.
 */
export const cloudChecks: readonly CloudCheck[] = [
  hostNameShared,
  datapathIdShared,
  vmPortOnTwoHosts,
  macOnTwoHosts,
  tunnelAddressShared,
  tunnelTypesDiffer,
  tunnelToHostMissing,
  tunnelEndsDiffer,
  underlayMtuTooSmall,
  segmentationIdDiffers,
  segmentationIdShared,
  floodSkipsHost,
  remoteMacMisdirected,
  remoteArpStale,
  underlayPacketsLost,
  underlayLargePacketsLost,
  overlayPacketsLost,
  networkMtuDiffers,
  routerOnTwoHosts,
  haRouterActiveTwice,
  dhcpPortOnTwoHosts,
  dhcpServerLacksVm,
  dhcpServersDiffer,
  floatingIpOnTwoHosts,
];
