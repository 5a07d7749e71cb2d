import arpAnswerStale from './arp-answer-stale.ts';
import arrivalsDroppedInside from './arrivals-dropped-inside.ts';
import datapathIdCopied from './datapath-id-copied.ts';
import dhcpLineOfRemoteVmMissing from './dhcp-line-of-remote-vm-missing.ts';
import dhcpPortMacOfVm from './dhcp-port-mac-of-vm.ts';
import type { CloudFault } from './fault.ts';
import floatingIpLeftOnOldRouter from './floating-ip-left-on-old-router.ts';
import floodToOneHostLess from './flood-to-one-host-less.ts';
import haRouterSplit from './ha-router-split.ts';
import hostnameCopied from './hostname-copied.ts';
import macAtOldHost from './mac-at-old-host.ts';
import routerLeftOnOldHost from './router-left-on-old-host.ts';
import secondServerLacksVm from './second-server-lacks-vm.ts';
import secondServerOtherAddress from './second-server-other-address.ts';
import secondServerSmallMtu from './second-server-small-mtu.ts';
import segmentChanged from './segment-changed.ts';
import segmentOfOtherNetwork from './segment-of-other-network.ts';
import serverLeftOnOldHost from './server-left-on-old-host.ts';
import switchTakesSmallFramesOnly from './switch-takes-small-frames-only.ts';
import tunnelAddressCopied from './tunnel-address-copied.ts';
import tunnelGone from './tunnel-gone.ts';
import tunnelPortDiffers from './tunnel-port-differs.ts';
import tunnelToOldAddress from './tunnel-to-old-address.ts';
import tunnelTypesDisjoint from './tunnel-types-disjoint.ts';
import underlayDropsTunnels from './underlay-drops-tunnels.ts';
import underlayMtuSmall from './underlay-mtu-small.ts';
import underlayNicDown from './underlay-nic-down.ts';
import vmLeftOnOldHost from './vm-left-on-old-host.ts';

export type { CloudFault } from './fault.ts';

/** The faults of a lab of several hosts, in the order of the checks that they expect. */
export const cloudFaults: readonly CloudFault[] = [
  hostnameCopied,
  datapathIdCopied,
  vmLeftOnOldHost,
  dhcpPortMacOfVm,
  tunnelAddressCopied,
  tunnelTypesDisjoint,
  tunnelGone,
  tunnelToOldAddress,
  tunnelPortDiffers,
  underlayMtuSmall,
  underlayNicDown,
  segmentChanged,
  segmentOfOtherNetwork,
  floodToOneHostLess,
  macAtOldHost,
  arpAnswerStale,
  underlayDropsTunnels,
  switchTakesSmallFramesOnly,
  arrivalsDroppedInside,
  secondServerSmallMtu,
  routerLeftOnOldHost,
  haRouterSplit,
  serverLeftOnOldHost,
  dhcpLineOfRemoteVmMissing,
  secondServerOtherAddress,
  secondServerLacksVm,
  floatingIpLeftOnOldRouter,
];
