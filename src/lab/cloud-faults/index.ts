import dhcpLineOfRemoteVmMissing from './dhcp-line-of-remote-vm-missing.ts';
import type { CloudFault } from './fault.ts';
import floodToOneHostLess from './flood-to-one-host-less.ts';
import macAtOldHost from './mac-at-old-host.ts';
import segmentChanged from './segment-changed.ts';
import tunnelAddressCopied from './tunnel-address-copied.ts';
import tunnelGone from './tunnel-gone.ts';
import tunnelPortDiffers from './tunnel-port-differs.ts';
import tunnelToOldAddress from './tunnel-to-old-address.ts';
import underlayMtuSmall from './underlay-mtu-small.ts';

export type { CloudFault } from './fault.ts';

/** The faults of a lab of several hosts, in the order of the checks that they expect. */
export const cloudFaults: readonly CloudFault[] = [
  tunnelAddressCopied,
  tunnelGone,
  tunnelToOldAddress,
  tunnelPortDiffers,
  underlayMtuSmall,
  segmentChanged,
  floodToOneHostLess,
  macAtOldHost,
  dhcpLineOfRemoteVmMissing,
];
