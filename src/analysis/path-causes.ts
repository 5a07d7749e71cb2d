/*
 * What accounts for a packet that is lost on the wire: the checks of everything that it has to pass. A check of the wire
 * names those that stand on its own way.
 */

const switchCauses = [
  'ovsdb-server-not-answering',
  'ovs-vswitchd-not-answering',
  'integration-bridge-missing',
  'integration-bridge-flows-missing',
  'bridges-share-datapath-id',
];

/** In the switch, at any port. */
export const portCauses: readonly string[] = [
  'port-device-missing',
  'port-device-in-wrong-namespace',
  'port-dead-vlan',
  'port-tag-missing',
  'port-tag-wrong',
  'port-trunk-mode-left',
  'port-drop-flow-left',
  'tag-shared-by-networks',
];

/** Between the switch and a VM. */
export const plugCauses: readonly string[] = [
  'hybrid-bridge-missing',
  'hybrid-bridge-down',
  'hybrid-veth-down',
  'hybrid-veth-unbridged',
  'hybrid-tap-down',
  'hybrid-tap-unbridged',
];

/** Between a router and a VM of this host. */
export const causesBetweenRouterAndVm: readonly string[] = [
  ...switchCauses,
  'router-namespace-missing',
  'router-gone',
  'router-interface-down',
  'router-interface-address-missing',
  'router-address-wrong-prefix',
  'router-interface-missing',
  'device-mac-of-other-port',
  'vm-port-missing',
  ...portCauses,
  ...plugCauses,
  'native-firewall-flows-missing',
  'native-anti-spoofing-wrong',
];

/** Between a router and the gateway of the provider. */
export const causesBetweenRouterAndGateway: readonly string[] = [
  ...switchCauses,
  'external-bridge-missing',
  'external-bridge-down',
  'external-uplink-missing',
  'external-bridge-address-missing',
  'external-nic-gone',
  'external-nic-down',
  'external-nic-not-bridged',
  'external-nic-holds-address',
  'gateway-port-missing',
  'external-veth-down',
  'external-patch-missing',
  'external-patch-peer-wrong',
  'provider-bridge-flows-missing',
  'provider-vlan-flow-missing',
  'router-namespace-missing',
  'router-gone',
  'router-gateway-down',
  'router-gateway-address-missing',
  'router-address-wrong-prefix',
  'router-default-gateway-off-subnet',
  ...portCauses,
];

/** Of whatever is lost between two hosts. */
const transportCauses: readonly string[] = [
  'external-nic-down',
  'tunnel-bridge-flows-missing',
  'tunnel-patch-broken',
  'tunnel-port-refused',
  'tunnel-local-address-missing',
  'tunnel-peer-unroutable',
  'tunnel-device-down',
  'tunnel-input-rejected',
  'tunnel-flood-flow-missing',
  'tunnel-id-flow-missing',
  'tunnel-flow-port-gone',
];

/** Of what a text shows to have had no answer, wherever it was on its way. */
export const causesOfSilence: readonly string[] = [
  ...new Set([
    ...causesBetweenRouterAndVm,
    ...causesBetweenRouterAndGateway,
    ...transportCauses,
    'port-binding-failed',
    'physical-network-unmapped',
    'dhcp-port-missing',
    'dhcp-port-down',
    'router-filter-drops',
    'router-default-route-missing',
    'router-default-unset',
    'external-bridge-isolated',
    'switch-nic-holds-address',
    'tunnel-local-ip-elsewhere',
    'large-packets-lost',
    'vm-tap-unplugged',
    'tunnels-unjoined',
  ]),
];

/** Of a DHCP client without an offer. */
export const causesOfNoOffer: readonly string[] = [
  ...causesOfSilence,
  'dhcp-namespace-missing',
  'dhcp-server-not-running',
  'dhcp-server-frozen',
  'dhcp-server-not-listening',
  'dhcp-port-closed',
  'dhcp-port-address-missing',
  'dhcp-host-entry-missing',
  'dhcp-host-line-unusable',
  'dhcp-host-name-dotted',
  'dhcp-address-refused',
  'dhcp-host-file-refused',
];
