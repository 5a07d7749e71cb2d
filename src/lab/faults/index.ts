import addressTakenByStranger from './address-taken-by-stranger.ts';
import antiSpoofingFlowMissing from './anti-spoofing-flow-missing.ts';
import antiSpoofingOtherMac from './anti-spoofing-other-mac.ts';
import arpAnswerDropFlow from './arp-answer-drop-flow.ts';
import arpRequestDropFlow from './arp-request-drop-flow.ts';
import arpResponderWrong from './arp-responder-wrong.ts';
import brExArpOff from './br-ex-arp-off.ts';
import brExDeleted from './br-ex-deleted.ts';
import brExDown from './br-ex-down.ts';
import brExFlowsGone from './br-ex-flows-gone.ts';
import brExNoAddress from './br-ex-no-address.ts';
import brExWithUplinkDeleted from './br-ex-with-uplink-deleted.ts';
import brIntDeleted from './br-int-deleted.ts';
import brIntFlowsGone from './br-int-flows-gone.ts';
import brIntStandalone from './br-int-standalone.ts';
import brTunFlowsGone from './br-tun-flows-gone.ts';
import bridgeFilterMissing from './bridge-filter-missing.ts';
import bridgeFilterOff from './bridge-filter-off.ts';
import bridgeRuleDropsDhcp from './bridge-rule-drops-dhcp.ts';
import conntrackTableFull from './conntrack-table-full.ts';
import datapathIdShared from './datapath-id-shared.ts';
import defaultRouteLooped from './default-route-looped.ts';
import dhcpAddressInTwoHostLines from './dhcp-address-in-two-host-lines.ts';
import dhcpAddressLeasedToDeadMac from './dhcp-address-leased-to-dead-mac.ts';
import dhcpAddressNotReloaded from './dhcp-address-not-reloaded.ts';
import dhcpAgentFrozen from './dhcp-agent-frozen.ts';
import dhcpAgentKilled from './dhcp-agent-killed.ts';
import dhcpAgentNeverRan from './dhcp-agent-never-ran.ts';
import dhcpChecksumSpoiled from './dhcp-checksum-spoiled.ts';
import dhcpHostEntryMissing from './dhcp-host-entry-missing.ts';
import dhcpHostLineGarbled from './dhcp-host-line-garbled.ts';
import dhcpHostsNotReloaded from './dhcp-hosts-not-reloaded.ts';
import dhcpInputFiltered from './dhcp-input-filtered.ts';
import dhcpLeaseLimitReached from './dhcp-lease-limit-reached.ts';
import dhcpLeaseTimeNotReloaded from './dhcp-lease-time-not-reloaded.ts';
import dhcpMetadataProxyKilled from './dhcp-metadata-proxy-killed.ts';
import dhcpMtuOptionTooLarge from './dhcp-mtu-option-too-large.ts';
import dhcpNamespaceNoDefaultRoute from './dhcp-namespace-no-default-route.ts';
import dhcpNamespaceWrongDefaultRoute from './dhcp-namespace-wrong-default-route.ts';
import dhcpNoOffer from './dhcp-no-offer.ts';
import dhcpOptionsNotReloaded from './dhcp-options-not-reloaded.ts';
import dhcpReplyDropFlow from './dhcp-reply-drop-flow.ts';
import dhcpRequestDropFlow from './dhcp-request-drop-flow.ts';
import dhcpRouterOptionWrong from './dhcp-router-option-wrong.ts';
import dhcpTapDeadVlan from './dhcp-tap-dead-vlan.ts';
import dhcpTapDown from './dhcp-tap-down.ts';
import dhcpTapInRootNamespace from './dhcp-tap-in-root-namespace.ts';
import dhcpTapNeverWired from './dhcp-tap-never-wired.ts';
import dhcpTapNoAddress from './dhcp-tap-no-address.ts';
import dhcpTapNoTag from './dhcp-tap-no-tag.ts';
import dhcpTapRemovedFromBrInt from './dhcp-tap-removed-from-br-int.ts';
import dhcpTapWrongAddress from './dhcp-tap-wrong-address.ts';
import dhcpTapWrongTag from './dhcp-tap-wrong-tag.ts';
import dnsmasqFrozen from './dnsmasq-frozen.ts';
import dnsmasqInRootNamespace from './dnsmasq-in-root-namespace.ts';
import dnsmasqLeaseLimitReached from './dnsmasq-lease-limit-reached.ts';
import dnsmasqLeftOver from './dnsmasq-left-over.ts';
import dnsmasqOnOldInterface from './dnsmasq-on-old-interface.ts';
import dnsmasqPidFileWrong from './dnsmasq-pid-file-wrong.ts';
import dnsmasqRangeOfOtherSubnet from './dnsmasq-range-of-other-subnet.ts';
import dnsmasqWithoutRange from './dnsmasq-without-range.ts';
import dvrFloatingIpNoRoute from './dvr-floating-ip-no-route.ts';
import dvrFloatingIpNoRule from './dvr-floating-ip-no-rule.ts';
import dvrLinkDeleted from './dvr-link-deleted.ts';
import dvrLinkDown from './dvr-link-down.ts';
import dvrProxyArpOff from './dvr-proxy-arp-off.ts';
import dvrSnatNoAddress from './dvr-snat-no-address.ts';
import externalNicDown from './external-nic-down.ts';
import externalNicHoldsAddress from './external-nic-holds-address.ts';
import externalNicNotBridged from './external-nic-not-bridged.ts';
import externalNicRenamed from './external-nic-renamed.ts';
import externalPatchPeerWrong from './external-patch-peer-wrong.ts';
import externalUplinkLost from './external-uplink-lost.ts';
import externalVethDown from './external-veth-down.ts';
import type { Fault } from './fault.ts';
import firewallOfOtherAgent from './firewall-of-other-agent.ts';
import floatingIpNoAddress from './floating-ip-no-address.ts';
import floatingIpNoDnat from './floating-ip-no-dnat.ts';
import floatingIpNoSnat from './floating-ip-no-snat.ts';
import floatingIpOfDeletedVm from './floating-ip-of-deleted-vm.ts';
import floatingIpOnTwoRouters from './floating-ip-on-two-routers.ts';
import forwardPolicyDrop from './forward-policy-drop.ts';
import guestLostAddress from './guest-lost-address.ts';
import guestMacChanged from './guest-mac-changed.ts';
import haKeepalivedKilled from './ha-keepalived-killed.ts';
import haMonitorKilled from './ha-monitor-killed.ts';
import haPortDown from './ha-port-down.ts';
import hostForwardDropped from './host-forward-dropped.ts';
import hostForwardingOff from './host-forwarding-off.ts';
import hostMasqueradesAll from './host-masquerades-all.ts';
import hostMasqueradesTenants from './host-masquerades-tenants.ts';
import hybridRulesFlushed from './hybrid-rules-flushed.ts';
import hybridVethDeleted from './hybrid-veth-deleted.ts';
import hybridVethLostAtBoot from './hybrid-veth-lost-at-boot.ts';
import l2AgentFrozen from './l2-agent-frozen.ts';
import l2AgentKilled from './l2-agent-killed.ts';
import l2AgentNeverWired from './l2-agent-never-wired.ts';
import l3AgentFrozen from './l3-agent-frozen.ts';
import l3AgentKilled from './l3-agent-killed.ts';
import l3AgentNeverRan from './l3-agent-never-ran.ts';
import linuxBridgeDown from './linux-bridge-down.ts';
import linuxBridgeTapOut from './linux-bridge-tap-out.ts';
import linuxBridgeUplinkDown from './linux-bridge-uplink-down.ts';
import linuxBridgeUplinkOut from './linux-bridge-uplink-out.ts';
import macTableFull from './mac-table-full.ts';
import metadataAcceptDeleted from './metadata-accept-deleted.ts';
import metadataAddressRemoved from './metadata-address-removed.ts';
import metadataAgentFrozen from './metadata-agent-frozen.ts';
import metadataAgentKilled from './metadata-agent-killed.ts';
import metadataMarkDeleted from './metadata-mark-deleted.ts';
import metadataPortFiltered from './metadata-port-filtered.ts';
import metadataProxyFrozen from './metadata-proxy-frozen.ts';
import metadataProxyInRootNamespace from './metadata-proxy-in-root-namespace.ts';
import metadataProxyKilled from './metadata-proxy-killed.ts';
import metadataProxyWithoutSocket from './metadata-proxy-without-socket.ts';
import metadataRedirectDeleted from './metadata-redirect-deleted.ts';
import metadataRouteNotTold from './metadata-route-not-told.ts';
import metadataSocketDeleted from './metadata-socket-deleted.ts';
import nativeAntiSpoofingOtherAddress from './native-anti-spoofing-other-address.ts';
import nativeFirewallPortRenumbered from './native-firewall-port-renumbered.ts';
import nativeFirewallPortUnset from './native-firewall-port-unset.ts';
import nativeFirewallTablesFlushed from './native-firewall-tables-flushed.ts';
import neighbourTableFull from './neighbour-table-full.ts';
import networksShareTag from './networks-share-tag.ts';
import novaMetadataKilled from './nova-metadata-killed.ts';
import ovsVswitchdFrozen from './ovs-vswitchd-frozen.ts';
import ovsVswitchdKilled from './ovs-vswitchd-killed.ts';
import ovsVswitchdRestarted from './ovs-vswitchd-restarted.ts';
import ovsdbServerFrozen from './ovsdb-server-frozen.ts';
import ovsdbServerKilled from './ovsdb-server-killed.ts';
import patchPairDeleted from './patch-pair-deleted.ts';
import portMacDuplicate from './port-mac-duplicate.ts';
import providerVlanFlowMissing from './provider-vlan-flow-missing.ts';
import qbrDeleted from './qbr-deleted.ts';
import qbrDown from './qbr-down.ts';
import qdhcpNamespaceDeleted from './qdhcp-namespace-deleted.ts';
import qdhcpNamespaceUnmounted from './qdhcp-namespace-unmounted.ts';
import qgDown from './qg-down.ts';
import qgNoAddress from './qg-no-address.ts';
import qgRemovedFromBridge from './qg-removed-from-bridge.ts';
import qgWrongPrefix from './qg-wrong-prefix.ts';
import qrDown from './qr-down.ts';
import qrDropFlowLeft from './qr-drop-flow-left.ts';
import qrInRootNamespace from './qr-in-root-namespace.ts';
import qrNoAddress from './qr-no-address.ts';
import qrRemovedFromBrInt from './qr-removed-from-br-int.ts';
import qrTrunkModeLeft from './qr-trunk-mode-left.ts';
import qrWrongPrefix from './qr-wrong-prefix.ts';
import qrWrongTag from './qr-wrong-tag.ts';
import qrouterNamespaceDeleted from './qrouter-namespace-deleted.ts';
import qvbDown from './qvb-down.ts';
import qvbNotInQbr from './qvb-not-in-qbr.ts';
import qvoDeadVlan from './qvo-dead-vlan.ts';
import qvoDown from './qvo-down.ts';
import qvoNoTag from './qvo-no-tag.ts';
import qvoRemovedFromBrInt from './qvo-removed-from-br-int.ts';
import qvoSmallMtu from './qvo-small-mtu.ts';
import qvoWrongTag from './qvo-wrong-tag.ts';
import rogueDhcpServer from './rogue-dhcp-server.ts';
import routerFilterDrops from './router-filter-drops.ts';
import routerForwardingOff from './router-forwarding-off.ts';
import routerGatewayOffSubnet from './router-gateway-off-subnet.ts';
import routerNoDefaultRoute from './router-no-default-route.ts';
import routerNoSnat from './router-no-snat.ts';
import routerRemoved from './router-removed.ts';
import routerRulesFlushed from './router-rules-flushed.ts';
import routersEmpty from './routers-empty.ts';
import securityGroupDropsDhcp from './security-group-drops-dhcp.ts';
import stateFolderFull from './state-folder-full.ts';
import tenantRouteBetterMetric from './tenant-route-better-metric.ts';
import tenantRouteDeleted from './tenant-route-deleted.ts';
import tenantRouteMoreSpecific from './tenant-route-more-specific.ts';
import tenantRouteOnWrongDevice from './tenant-route-on-wrong-device.ts';
import tenantRoutePolicyRule from './tenant-route-policy-rule.ts';
import tenantRouteViaNobody from './tenant-route-via-nobody.ts';
import tenantRouteViaOtherRouter from './tenant-route-via-other-router.ts';
import tunnelFloodFlowMissing from './tunnel-flood-flow-missing.ts';
import tunnelIdFlowMissing from './tunnel-id-flow-missing.ts';
import tunnelLocalIpForeign from './tunnel-local-ip-foreign.ts';
import tunnelMtuTooSmall from './tunnel-mtu-too-small.ts';
import tunnelNicDown from './tunnel-nic-down.ts';
import tunnelPatchDeleted from './tunnel-patch-deleted.ts';
import tunnelPeerUnroutable from './tunnel-peer-unroutable.ts';
import tunnelPortDuplicate from './tunnel-port-duplicate.ts';
import tunnelPortRenumbered from './tunnel-port-renumbered.ts';
import vmChainDropsIcmp from './vm-chain-drops-icmp.ts';
import vmTapDown from './vm-tap-down.ts';
import vmTapNotInQbr from './vm-tap-not-in-qbr.ts';

export type { Fault } from './fault.ts';

/** Every fault of the lab, layer by layer. */
export const faults: readonly Fault[] = [
  ovsdbServerKilled,
  ovsdbServerFrozen,
  ovsVswitchdFrozen,
  ovsVswitchdKilled,
  ovsVswitchdRestarted,
  l2AgentKilled,
  l2AgentFrozen,
  l2AgentNeverWired,
  dhcpAgentKilled,
  dhcpAgentFrozen,
  dhcpAgentNeverRan,
  l3AgentKilled,
  l3AgentFrozen,
  l3AgentNeverRan,
  conntrackTableFull,
  neighbourTableFull,
  bridgeFilterOff,
  bridgeFilterMissing,
  stateFolderFull,
  brIntDeleted,
  brIntStandalone,
  datapathIdShared,
  macTableFull,
  brExDeleted,
  brExWithUplinkDeleted,
  brExDown,
  brExNoAddress,
  tenantRouteDeleted,
  tenantRouteViaNobody,
  tenantRouteViaOtherRouter,
  tenantRouteOnWrongDevice,
  tenantRouteMoreSpecific,
  tenantRouteBetterMetric,
  tenantRoutePolicyRule,
  defaultRouteLooped,
  hostForwardingOff,
  hostForwardDropped,
  hostMasqueradesTenants,
  hostMasqueradesAll,
  externalNicDown,
  externalNicRenamed,
  externalNicNotBridged,
  externalNicHoldsAddress,
  externalUplinkLost,
  qgRemovedFromBridge,
  patchPairDeleted,
  externalPatchPeerWrong,
  externalVethDown,
  brExFlowsGone,
  providerVlanFlowMissing,
  qrouterNamespaceDeleted,
  routerRemoved,
  routersEmpty,
  haPortDown,
  haKeepalivedKilled,
  haMonitorKilled,
  qgDown,
  qrDown,
  qgNoAddress,
  qrNoAddress,
  qrWrongPrefix,
  qgWrongPrefix,
  dvrSnatNoAddress,
  routerNoDefaultRoute,
  routerGatewayOffSubnet,
  routerForwardingOff,
  routerRulesFlushed,
  routerNoSnat,
  routerFilterDrops,
  dhcpTapRemovedFromBrInt,
  qrRemovedFromBrInt,
  qvoRemovedFromBrInt,
  hybridVethDeleted,
  hybridVethLostAtBoot,
  dhcpTapInRootNamespace,
  qrInRootNamespace,
  dhcpTapDown,
  qvoDown,
  qvoSmallMtu,
  qvbDown,
  qbrDown,
  vmTapDown,
  qvbNotInQbr,
  vmTapNotInQbr,
  linuxBridgeTapOut,
  linuxBridgeDown,
  linuxBridgeUplinkOut,
  linuxBridgeUplinkDown,
  qbrDeleted,
  dhcpTapNoTag,
  qvoNoTag,
  dhcpTapWrongTag,
  qvoWrongTag,
  qrWrongTag,
  dhcpTapDeadVlan,
  qvoDeadVlan,
  dhcpTapNeverWired,
  qrTrunkModeLeft,
  networksShareTag,
  portMacDuplicate,
  brTunFlowsGone,
  tunnelPatchDeleted,
  tunnelLocalIpForeign,
  tunnelNicDown,
  tunnelPeerUnroutable,
  tunnelMtuTooSmall,
  tunnelPortDuplicate,
  tunnelPortRenumbered,
  tunnelIdFlowMissing,
  tunnelFloodFlowMissing,
  arpResponderWrong,
  qdhcpNamespaceDeleted,
  dhcpNoOffer,
  dnsmasqInRootNamespace,
  dnsmasqWithoutRange,
  dhcpHostEntryMissing,
  dhcpTapNoAddress,
  dnsmasqFrozen,
  qdhcpNamespaceUnmounted,
  dnsmasqLeftOver,
  dnsmasqPidFileWrong,
  dnsmasqOnOldInterface,
  dhcpTapWrongAddress,
  dnsmasqRangeOfOtherSubnet,
  dhcpAddressInTwoHostLines,
  dhcpHostLineGarbled,
  dhcpAddressLeasedToDeadMac,
  dnsmasqLeaseLimitReached,
  dhcpRouterOptionWrong,
  dhcpMtuOptionTooLarge,
  dhcpNamespaceNoDefaultRoute,
  dhcpNamespaceWrongDefaultRoute,
  dhcpHostsNotReloaded,
  dhcpAddressNotReloaded,
  dhcpLeaseTimeNotReloaded,
  dhcpOptionsNotReloaded,
  dhcpLeaseLimitReached,
  dhcpInputFiltered,
  dhcpChecksumSpoiled,
  rogueDhcpServer,
  dhcpRequestDropFlow,
  dhcpReplyDropFlow,
  qrDropFlowLeft,
  brIntFlowsGone,
  antiSpoofingFlowMissing,
  securityGroupDropsDhcp,
  bridgeRuleDropsDhcp,
  metadataRedirectDeleted,
  metadataMarkDeleted,
  metadataAcceptDeleted,
  metadataPortFiltered,
  metadataProxyKilled,
  metadataProxyInRootNamespace,
  metadataProxyWithoutSocket,
  metadataProxyFrozen,
  metadataAddressRemoved,
  metadataRouteNotTold,
  dhcpMetadataProxyKilled,
  metadataAgentKilled,
  metadataAgentFrozen,
  metadataSocketDeleted,
  novaMetadataKilled,
  floatingIpOnTwoRouters,
  floatingIpNoAddress,
  floatingIpNoDnat,
  floatingIpNoSnat,
  floatingIpOfDeletedVm,
  dvrLinkDown,
  dvrLinkDeleted,
  dvrFloatingIpNoRoute,
  dvrFloatingIpNoRule,
  dvrProxyArpOff,
  forwardPolicyDrop,
  hybridRulesFlushed,
  firewallOfOtherAgent,
  vmChainDropsIcmp,
  antiSpoofingOtherMac,
  nativeFirewallTablesFlushed,
  nativeFirewallPortUnset,
  nativeFirewallPortRenumbered,
  nativeAntiSpoofingOtherAddress,
  arpRequestDropFlow,
  arpAnswerDropFlow,
  guestMacChanged,
  addressTakenByStranger,
  guestLostAddress,
  brExArpOff,
];
