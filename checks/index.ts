import type { Check } from '../src/engine/check.ts';
import dhcpAddressLeasedToOther from './dhcp/dhcp-address-leased-to-other.ts';
import dhcpAddressRefused from './dhcp/dhcp-address-refused.ts';
import dhcpClientIgnored from './dhcp/dhcp-client-ignored.ts';
import dhcpForeignOffer from './dhcp/dhcp-foreign-offer.ts';
import dhcpHostAddressDuplicate from './dhcp/dhcp-host-address-duplicate.ts';
import dhcpHostEntryMissing from './dhcp/dhcp-host-entry-missing.ts';
import dhcpHostFileRefused from './dhcp/dhcp-host-file-refused.ts';
import dhcpHostLineUnusable from './dhcp/dhcp-host-line-unusable.ts';
import dhcpHostNameDotted from './dhcp/dhcp-host-name-dotted.ts';
import dhcpInputFiltered from './dhcp/dhcp-input-filtered.ts';
import dhcpInterfaceWrong from './dhcp/dhcp-interface-wrong.ts';
import dhcpLeasesExhausted from './dhcp/dhcp-leases-exhausted.ts';
import dhcpMtuOptionTooLarge from './dhcp/dhcp-mtu-option-too-large.ts';
import dhcpNakSent from './dhcp/dhcp-nak-sent.ts';
import dhcpNamespaceBare from './dhcp/dhcp-namespace-bare.ts';
import dhcpNamespaceBroken from './dhcp/dhcp-namespace-broken.ts';
import dhcpNamespaceMissing from './dhcp/dhcp-namespace-missing.ts';
import dhcpNamespaceRouteWrong from './dhcp/dhcp-namespace-route-wrong.ts';
import dhcpOfferChecksumBad from './dhcp/dhcp-offer-checksum-bad.ts';
import dhcpOfferMissing from './dhcp/dhcp-offer-missing.ts';
import dhcpOfferNotTaken from './dhcp/dhcp-offer-not-taken.ts';
import dhcpOfferOutdated from './dhcp/dhcp-offer-outdated.ts';
import dhcpPidFileWrong from './dhcp/dhcp-pid-file-wrong.ts';
import dhcpPortAddressMissing from './dhcp/dhcp-port-address-missing.ts';
import dhcpPortAddressWrong from './dhcp/dhcp-port-address-wrong.ts';
import dhcpPortClosed from './dhcp/dhcp-port-closed.ts';
import dhcpRangeWrong from './dhcp/dhcp-range-wrong.ts';
import dhcpRouterOptionWrong from './dhcp/dhcp-router-option-wrong.ts';
import dhcpServerDuplicate from './dhcp/dhcp-server-duplicate.ts';
import dhcpServerFilesMissing from './dhcp/dhcp-server-files-missing.ts';
import dhcpServerFrozen from './dhcp/dhcp-server-frozen.ts';
import dhcpServerNotListening from './dhcp/dhcp-server-not-listening.ts';
import dhcpServerNotRunning from './dhcp/dhcp-server-not-running.ts';
import dhcpServerOutsideNamespace from './dhcp/dhcp-server-outside-namespace.ts';
import subnetDhcpDisabled from './dhcp/subnet-dhcp-disabled.ts';
import bridgeMappingMissing from './external-bridge/bridge-mapping-missing.ts';
import deviceLinkDown from './external-bridge/device-link-down.ts';
import externalBridgeIsolated from './external-bridge/external-bridge-isolated.ts';
import externalPatchMissing from './external-bridge/external-patch-missing.ts';
import externalPatchPeerWrong from './external-bridge/external-patch-peer-wrong.ts';
import externalVethDown from './external-bridge/external-veth-down.ts';
import externalVethMissing from './external-bridge/external-veth-missing.ts';
import gatewayPortMissing from './external-bridge/gateway-port-missing.ts';
import physicalNetworkUnmapped from './external-bridge/physical-network-unmapped.ts';
import providerBridgeFlowsMissing from './external-bridge/provider-bridge-flows-missing.ts';
import providerVlanFlowMissing from './external-bridge/provider-vlan-flow-missing.ts';
import fipLinkBroken from './floating-ip/fip-link-broken.ts';
import fipPolicyRuleMissing from './floating-ip/fip-policy-rule-missing.ts';
import fipProxyArpOff from './floating-ip/fip-proxy-arp-off.ts';
import fipRouteMissing from './floating-ip/fip-route-missing.ts';
import floatingIpAddressMissing from './floating-ip/floating-ip-address-missing.ts';
import floatingIpDnatMissing from './floating-ip/floating-ip-dnat-missing.ts';
import floatingIpOnTwoRouters from './floating-ip/floating-ip-on-two-routers.ts';
import floatingIpSnatMissing from './floating-ip/floating-ip-snat-missing.ts';
import floatingIpTargetGone from './floating-ip/floating-ip-target-gone.ts';
import floatingIpUntranslated from './floating-ip/floating-ip-untranslated.ts';
import providerGatewaySilent from './floating-ip/provider-gateway-silent.ts';
import damagedFramesReceived from './host-route/damaged-frames-received.ts';
import defaultRouteLooped from './host-route/default-route-looped.ts';
import externalBridgeAddressMissing from './host-route/external-bridge-address-missing.ts';
import externalBridgeDown from './host-route/external-bridge-down.ts';
import externalBridgeMissing from './host-route/external-bridge-missing.ts';
import externalNicDown from './host-route/external-nic-down.ts';
import externalNicGone from './host-route/external-nic-gone.ts';
import externalNicHoldsAddress from './host-route/external-nic-holds-address.ts';
import externalNicNotBridged from './host-route/external-nic-not-bridged.ts';
import externalUplinkMissing from './host-route/external-uplink-missing.ts';
import hostForwardDropped from './host-route/host-forward-dropped.ts';
import hostForwardingOff from './host-route/host-forwarding-off.ts';
import hostLoopbackDown from './host-route/host-loopback-down.ts';
import hostMainRuleMissing from './host-route/host-main-rule-missing.ts';
import hostMasqueradesAll from './host-route/host-masquerades-all.ts';
import hostMasqueradesTenants from './host-route/host-masquerades-tenants.ts';
import switchNicHoldsAddress from './host-route/switch-nic-holds-address.ts';
import tenantRouteMissing from './host-route/tenant-route-missing.ts';
import tenantRouteShadowed from './host-route/tenant-route-shadowed.ts';
import tenantRouteWrongDevice from './host-route/tenant-route-wrong-device.ts';
import tenantRouteWrongNextHop from './host-route/tenant-route-wrong-next-hop.ts';
import metadataAddressMissing from './metadata/metadata-address-missing.ts';
import metadataAgentFrozen from './metadata/metadata-agent-frozen.ts';
import metadataAgentNotRunning from './metadata/metadata-agent-not-running.ts';
import metadataAgentSocketMissing from './metadata/metadata-agent-socket-missing.ts';
import metadataInputFiltered from './metadata/metadata-input-filtered.ts';
import metadataPortClosed from './metadata/metadata-port-closed.ts';
import metadataProxyFrozen from './metadata/metadata-proxy-frozen.ts';
import metadataProxyNotListening from './metadata/metadata-proxy-not-listening.ts';
import metadataProxyNotRunning from './metadata/metadata-proxy-not-running.ts';
import metadataRedirectMissing from './metadata/metadata-redirect-missing.ts';
import metadataRequestUnanswered from './metadata/metadata-request-unanswered.ts';
import metadataRouteMissing from './metadata/metadata-route-missing.ts';
import metadataSecretWrong from './metadata/metadata-secret-wrong.ts';
import novaMetadataNotListening from './metadata/nova-metadata-not-listening.ts';
import novaMetadataUnreachable from './metadata/nova-metadata-unreachable.ts';
import arpResponderWrong from './overlay/arp-responder-wrong.ts';
import largePacketsLost from './overlay/large-packets-lost.ts';
import oversizedPacketsDropped from './overlay/oversized-packets-dropped.ts';
import tunnelArrivalsDropped from './overlay/tunnel-arrivals-dropped.ts';
import tunnelBridgeFlowsMissing from './overlay/tunnel-bridge-flows-missing.ts';
import tunnelDeviceDown from './overlay/tunnel-device-down.ts';
import tunnelFloodFlowMissing from './overlay/tunnel-flood-flow-missing.ts';
import tunnelFlowPortGone from './overlay/tunnel-flow-port-gone.ts';
import tunnelIdFlowMissing from './overlay/tunnel-id-flow-missing.ts';
import tunnelIdWrong from './overlay/tunnel-id-wrong.ts';
import tunnelInputRejected from './overlay/tunnel-input-rejected.ts';
import tunnelLocalAddressMissing from './overlay/tunnel-local-address-missing.ts';
import tunnelLocalIpElsewhere from './overlay/tunnel-local-ip-elsewhere.ts';
import tunnelMtuTooSmall from './overlay/tunnel-mtu-too-small.ts';
import tunnelPatchBroken from './overlay/tunnel-patch-broken.ts';
import tunnelPeerUnroutable from './overlay/tunnel-peer-unroutable.ts';
import tunnelPortRefused from './overlay/tunnel-port-refused.ts';
import tunnelsRefused from './overlay/tunnels-refused.ts';
import tunnelsUnjoined from './overlay/tunnels-unjoined.ts';
import underlayMtuSmall from './overlay/underlay-mtu-small.ts';
import agentCommandRefused from './platform/agent-command-refused.ts';
import agentErrorLogged from './platform/agent-error-logged.ts';
import agentMessagesLost from './platform/agent-messages-lost.ts';
import agentNotAlive from './platform/agent-not-alive.ts';
import agentProcessDied from './platform/agent-process-died.ts';
import agentServiceEnded from './platform/agent-service-ended.ts';
import agentTaskFailed from './platform/agent-task-failed.ts';
import bridgeFailModeStandalone from './platform/bridge-fail-mode-standalone.ts';
import bridgeFilterOff from './platform/bridge-filter-off.ts';
import bridgesShareDatapathId from './platform/bridges-share-datapath-id.ts';
import conntrackTableFull from './platform/conntrack-table-full.ts';
import containerReleaseDiffers from './platform/container-release-differs.ts';
import containerResolverOutdated from './platform/container-resolver-outdated.ts';
import containerUnhealthy from './platform/container-unhealthy.ts';
import containerVolumeFull from './platform/container-volume-full.ts';
import dhcpAgentFrozen from './platform/dhcp-agent-frozen.ts';
import dhcpAgentNotRunning from './platform/dhcp-agent-not-running.ts';
import integrationBridgeFlowsMissing from './platform/integration-bridge-flows-missing.ts';
import integrationBridgeMissing from './platform/integration-bridge-missing.ts';
import kernelTableOverflow from './platform/kernel-table-overflow.ts';
import l2AgentFrozen from './platform/l2-agent-frozen.ts';
import l2AgentNotRunning from './platform/l2-agent-not-running.ts';
import l3AgentFrozen from './platform/l3-agent-frozen.ts';
import l3AgentNotRunning from './platform/l3-agent-not-running.ts';
import macTableFull from './platform/mac-table-full.ts';
import namespaceUnusable from './platform/namespace-unusable.ts';
import namespacesNotShared from './platform/namespaces-not-shared.ts';
import neighbourTableFull from './platform/neighbour-table-full.ts';
import ovsVswitchdNotAnswering from './platform/ovs-vswitchd-not-answering.ts';
import ovsdbServerNotAnswering from './platform/ovsdb-server-not-answering.ts';
import sideContainerLeftOver from './platform/side-container-left-over.ts';
import stateFolderFull from './platform/state-folder-full.ts';
import switchDaemonDuplicate from './platform/switch-daemon-duplicate.ts';
import switchDatabaseNotKept from './platform/switch-database-not-kept.ts';
import switchLacksBridge from './platform/switch-lacks-bridge.ts';
import destinationUnrouted from './router/destination-unrouted.ts';
import deviceMacOfOtherPort from './router/device-mac-of-other-port.ts';
import haAdvertisementsFiltered from './router/ha-advertisements-filtered.ts';
import haKeepalivedFrozen from './router/ha-keepalived-frozen.ts';
import haKeepalivedNotRunning from './router/ha-keepalived-not-running.ts';
import haPortAddressMissing from './router/ha-port-address-missing.ts';
import haPortDown from './router/ha-port-down.ts';
import haRouterActiveCount from './router/ha-router-active-count.ts';
import haStateOutdated from './router/ha-state-outdated.ts';
import routerAddressDuplicate from './router/router-address-duplicate.ts';
import routerAddressWrongPrefix from './router/router-address-wrong-prefix.ts';
import routerBare from './router/router-bare.ts';
import routerDefaultGatewayOffSubnet from './router/router-default-gateway-off-subnet.ts';
import routerDefaultRouteMissing from './router/router-default-route-missing.ts';
import routerDefaultUnset from './router/router-default-unset.ts';
import routerEmpty from './router/router-empty.ts';
import routerFilterDrops from './router/router-filter-drops.ts';
import routerForwardingOff from './router/router-forwarding-off.ts';
import routerGatewayAddressMissing from './router/router-gateway-address-missing.ts';
import routerGatewayDown from './router/router-gateway-down.ts';
import routerGatewayMtuSmall from './router/router-gateway-mtu-small.ts';
import routerGone from './router/router-gone.ts';
import routerInterfaceAddressMissing from './router/router-interface-address-missing.ts';
import routerInterfaceDown from './router/router-interface-down.ts';
import routerNamespaceMissing from './router/router-namespace-missing.ts';
import routerNatRulesMissing from './router/router-nat-rules-missing.ts';
import routerSnatMissing from './router/router-snat-missing.ts';
import snatPortAddressMissing from './router/snat-port-address-missing.ts';
import antiSpoofingWrong from './security/anti-spoofing-wrong.ts';
import arpAnswerLost from './security/arp-answer-lost.ts';
import arpRequestLost from './security/arp-request-lost.ts';
import bridgeRuleDropsDhcp from './security/bridge-rule-drops-dhcp.ts';
import dhcpDiscoverLost from './security/dhcp-discover-lost.ts';
import dhcpOfferLost from './security/dhcp-offer-lost.ts';
import firewallOfOtherAgent from './security/firewall-of-other-agent.ts';
import forwardRefusesAll from './security/forward-refuses-all.ts';
import framesDropped from './security/frames-dropped.ts';
import hybridForwardDropped from './security/hybrid-forward-dropped.ts';
import hybridRulesFlushed from './security/hybrid-rules-flushed.ts';
import nativeAntiSpoofingWrong from './security/native-anti-spoofing-wrong.ts';
import nativeFirewallFlowsMissing from './security/native-firewall-flows-missing.ts';
import portDropFlowLeft from './security/port-drop-flow-left.ts';
import securityGroupDropsDhcp from './security/security-group-drops-dhcp.ts';
import securityGroupDropsMany from './security/security-group-drops-many.ts';
import spoofedPacketsDropped from './security/spoofed-packets-dropped.ts';
import vmChainDrops from './security/vm-chain-drops.ts';
import administrativelyDown from './tap/administratively-down.ts';
import dhcpPortDown from './tap/dhcp-port-down.ts';
import dhcpPortMissing from './tap/dhcp-port-missing.ts';
import hybridBridgeDown from './tap/hybrid-bridge-down.ts';
import hybridBridgeExtraPort from './tap/hybrid-bridge-extra-port.ts';
import hybridBridgeMissing from './tap/hybrid-bridge-missing.ts';
import hybridPlugMtuSmall from './tap/hybrid-plug-mtu-small.ts';
import hybridTapDown from './tap/hybrid-tap-down.ts';
import hybridTapUnbridged from './tap/hybrid-tap-unbridged.ts';
import hybridVethDown from './tap/hybrid-veth-down.ts';
import hybridVethUnbridged from './tap/hybrid-veth-unbridged.ts';
import linuxBridgeDown from './tap/linux-bridge-down.ts';
import linuxBridgeTapUnbridged from './tap/linux-bridge-tap-unbridged.ts';
import portBindingFailed from './tap/port-binding-failed.ts';
import portDeviceInWrongNamespace from './tap/port-device-in-wrong-namespace.ts';
import portDeviceMissing from './tap/port-device-missing.ts';
import portPlugUnanswered from './tap/port-plug-unanswered.ts';
import routerInterfaceMissing from './tap/router-interface-missing.ts';
import switchDevicesLeftDead from './tap/switch-devices-left-dead.ts';
import switchPortRefused from './tap/switch-port-refused.ts';
import vmPortMissing from './tap/vm-port-missing.ts';
import vmTapUnplugged from './tap/vm-tap-unplugged.ts';
import linuxBridgeUplinkDown from './vlan/linux-bridge-uplink-down.ts';
import linuxBridgeUplinkMissing from './vlan/linux-bridge-uplink-missing.ts';
import portDeadVlan from './vlan/port-dead-vlan.ts';
import portMacDuplicate from './vlan/port-mac-duplicate.ts';
import portTagMissing from './vlan/port-tag-missing.ts';
import portTagWrong from './vlan/port-tag-wrong.ts';
import portTrunkModeLeft from './vlan/port-trunk-mode-left.ts';
import tagSharedByNetworks from './vlan/tag-shared-by-networks.ts';
import addressAnsweredTwice from './vm/address-answered-twice.ts';
import dhcpRequestUnanswered from './vm/dhcp-request-unanswered.ts';
import echoUnanswered from './vm/echo-unanswered.ts';
import guestAddressMissing from './vm/guest-address-missing.ts';
import haActiveNowhere from './vm/ha-active-nowhere.ts';
import haActiveTwice from './vm/ha-active-twice.ts';
import neighbourUnanswered from './vm/neighbour-unanswered.ts';
import packetLost from './vm/packet-lost.ts';
import packetStopped from './vm/packet-stopped.ts';
import packetsRefused from './vm/packets-refused.ts';
import vmAddressDuplicate from './vm/vm-address-duplicate.ts';
import vmMacChanged from './vm/vm-mac-changed.ts';
import vmNotAnswering from './vm/vm-not-answering.ts';

/** The order of the checks, which is the order of causes: what stands later can follow from what stands earlier. */
export const checks: readonly Check[] = [
  containerReleaseDiffers,
  namespacesNotShared,
  namespaceUnusable,
  switchDatabaseNotKept,
  containerResolverOutdated,
  sideContainerLeftOver,
  switchDaemonDuplicate,
  ovsdbServerNotAnswering,
  ovsVswitchdNotAnswering,
  l2AgentNotRunning,
  dhcpAgentNotRunning,
  l3AgentNotRunning,
  l2AgentFrozen,
  dhcpAgentFrozen,
  l3AgentFrozen,
  stateFolderFull,
  containerVolumeFull,
  containerUnhealthy,
  conntrackTableFull,
  neighbourTableFull,
  bridgeFilterOff,
  integrationBridgeMissing,
  integrationBridgeFlowsMissing,
  bridgeFailModeStandalone,
  bridgesShareDatapathId,
  macTableFull,
  agentNotAlive,
  agentCommandRefused,
  agentMessagesLost,
  agentServiceEnded,
  switchLacksBridge,
  agentTaskFailed,
  agentProcessDied,
  agentErrorLogged,
  kernelTableOverflow,
  externalBridgeMissing,
  externalBridgeDown,
  externalUplinkMissing,
  externalBridgeAddressMissing,
  externalNicGone,
  externalNicDown,
  externalNicNotBridged,
  externalNicHoldsAddress,
  switchNicHoldsAddress,
  damagedFramesReceived,
  defaultRouteLooped,
  tenantRouteMissing,
  tenantRouteWrongNextHop,
  tenantRouteWrongDevice,
  tenantRouteShadowed,
  hostForwardingOff,
  hostLoopbackDown,
  hostMainRuleMissing,
  hostForwardDropped,
  hostMasqueradesAll,
  hostMasqueradesTenants,
  gatewayPortMissing,
  externalVethDown,
  externalVethMissing,
  bridgeMappingMissing,
  externalPatchMissing,
  externalPatchPeerWrong,
  providerBridgeFlowsMissing,
  providerVlanFlowMissing,
  physicalNetworkUnmapped,
  externalBridgeIsolated,
  deviceLinkDown,
  routerNamespaceMissing,
  routerEmpty,
  routerBare,
  routerGone,
  haPortDown,
  haPortAddressMissing,
  haKeepalivedNotRunning,
  haKeepalivedFrozen,
  haAdvertisementsFiltered,
  haStateOutdated,
  haRouterActiveCount,
  routerGatewayDown,
  routerInterfaceDown,
  routerGatewayAddressMissing,
  routerInterfaceAddressMissing,
  routerAddressWrongPrefix,
  snatPortAddressMissing,
  routerDefaultRouteMissing,
  routerDefaultUnset,
  routerDefaultGatewayOffSubnet,
  routerForwardingOff,
  routerNatRulesMissing,
  routerSnatMissing,
  routerFilterDrops,
  destinationUnrouted,
  routerGatewayMtuSmall,
  routerAddressDuplicate,
  deviceMacOfOtherPort,
  switchDevicesLeftDead,
  routerInterfaceMissing,
  dhcpPortMissing,
  vmPortMissing,
  portDeviceMissing,
  portDeviceInWrongNamespace,
  switchPortRefused,
  dhcpPortDown,
  hybridBridgeMissing,
  hybridBridgeDown,
  hybridVethDown,
  hybridVethUnbridged,
  hybridTapDown,
  hybridTapUnbridged,
  hybridBridgeExtraPort,
  vmTapUnplugged,
  hybridPlugMtuSmall,
  linuxBridgeDown,
  linuxBridgeTapUnbridged,
  portBindingFailed,
  portPlugUnanswered,
  administrativelyDown,
  portDeadVlan,
  portTagMissing,
  portTagWrong,
  portTrunkModeLeft,
  tagSharedByNetworks,
  portMacDuplicate,
  linuxBridgeUplinkDown,
  linuxBridgeUplinkMissing,
  tunnelPatchBroken,
  tunnelsUnjoined,
  tunnelPortRefused,
  tunnelBridgeFlowsMissing,
  tunnelIdFlowMissing,
  tunnelFloodFlowMissing,
  tunnelFlowPortGone,
  tunnelIdWrong,
  tunnelArrivalsDropped,
  arpResponderWrong,
  tunnelLocalAddressMissing,
  tunnelLocalIpElsewhere,
  tunnelDeviceDown,
  tunnelInputRejected,
  tunnelPeerUnroutable,
  tunnelMtuTooSmall,
  underlayMtuSmall,
  largePacketsLost,
  oversizedPacketsDropped,
  tunnelsRefused,
  dhcpNamespaceMissing,
  dhcpNamespaceBroken,
  dhcpServerNotRunning,
  dhcpServerOutsideNamespace,
  dhcpServerNotListening,
  dhcpPortClosed,
  dhcpServerFrozen,
  dhcpServerDuplicate,
  dhcpPidFileWrong,
  dhcpInterfaceWrong,
  dhcpPortAddressMissing,
  dhcpPortAddressWrong,
  dhcpRangeWrong,
  dhcpServerFilesMissing,
  dhcpHostEntryMissing,
  dhcpHostAddressDuplicate,
  dhcpHostLineUnusable,
  dhcpAddressLeasedToOther,
  dhcpLeasesExhausted,
  dhcpRouterOptionWrong,
  dhcpMtuOptionTooLarge,
  dhcpNamespaceRouteWrong,
  dhcpInputFiltered,
  dhcpClientIgnored,
  dhcpOfferMissing,
  dhcpForeignOffer,
  dhcpOfferOutdated,
  dhcpOfferChecksumBad,
  dhcpNakSent,
  dhcpHostNameDotted,
  dhcpHostFileRefused,
  dhcpAddressRefused,
  dhcpOfferNotTaken,
  dhcpNamespaceBare,
  subnetDhcpDisabled,
  portDropFlowLeft,
  nativeFirewallFlowsMissing,
  nativeAntiSpoofingWrong,
  hybridForwardDropped,
  forwardRefusesAll,
  hybridRulesFlushed,
  firewallOfOtherAgent,
  securityGroupDropsDhcp,
  bridgeRuleDropsDhcp,
  vmChainDrops,
  antiSpoofingWrong,
  spoofedPacketsDropped,
  securityGroupDropsMany,
  framesDropped,
  dhcpDiscoverLost,
  dhcpOfferLost,
  arpRequestLost,
  arpAnswerLost,
  vmMacChanged,
  vmAddressDuplicate,
  vmNotAnswering,
  packetStopped,
  packetLost,
  packetsRefused,
  haActiveTwice,
  haActiveNowhere,
  addressAnsweredTwice,
  neighbourUnanswered,
  echoUnanswered,
  dhcpRequestUnanswered,
  guestAddressMissing,
  metadataRedirectMissing,
  metadataInputFiltered,
  metadataAddressMissing,
  metadataRouteMissing,
  metadataProxyNotRunning,
  metadataProxyNotListening,
  metadataPortClosed,
  metadataProxyFrozen,
  metadataAgentNotRunning,
  metadataAgentFrozen,
  metadataAgentSocketMissing,
  novaMetadataNotListening,
  novaMetadataUnreachable,
  metadataSecretWrong,
  metadataRequestUnanswered,
  floatingIpOnTwoRouters,
  floatingIpAddressMissing,
  floatingIpDnatMissing,
  floatingIpUntranslated,
  floatingIpSnatMissing,
  floatingIpTargetGone,
  fipLinkBroken,
  fipRouteMissing,
  fipPolicyRuleMissing,
  fipProxyArpOff,
  providerGatewaySilent,
];
