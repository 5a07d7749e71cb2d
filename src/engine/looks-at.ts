import type { SectionName } from '../topology/types.ts';

const switchState = 'ovs-vsctl --format=json list Bridge, Port and Interface';
const dhcpFiles = 'the files of /var/lib/{neutron,quantum}/dhcp/NETWORK: host, opts, leases, interface, pid';
const flows = 'ovs-ofctl dump-flows of br-int, br-tun and the bridges patched to br-int, counted by dump-aggregate';
const inNamespaces = 'ip -j addr, route, rule and neigh, on the host and in each namespace';

/** The commands and files that a section of the topology is made from, for a reader who wants to look for themselves. */
export const looksAt: Readonly<Record<SectionName, readonly string[]>> = {
  daemons: ['ovs-vsctl show', 'ovs-appctl -t ovs-vswitchd version', 'ps'],
  agents: ['ps', 'which services are started at boot: /etc/rc?.d, /etc/init, multi-user.target.wants', switchState],
  limits: [
    '/proc/sys/net: conntrack, neighbour and bridge settings',
    '/proc/1/net/stat/arp_cache',
    'stat -f of the state folders',
    'iptables-save on the host',
  ],
  externalBridges: [switchState, inNamespaces, 'iptables-save on the host'],
  agentBridges: [switchState, flows, 'ovs-appctl fdb/stats-show of the same bridges'],
  tenantRanges: [inNamespaces, dhcpFiles],
  routers: [inNamespaces, 'iptables-save in each qrouter namespace'],
  distributedRouters: [inNamespaces, 'iptables-save in each qrouter namespace'],
  distributedFloatingIps: [inNamespaces, 'iptables-save in each qrouter namespace'],
  fipNamespaces: [inNamespaces, 'ip netconf'],
  haRouters: [inNamespaces, 'the files state of /var/lib/neutron/ha_confs/ROUTER', 'ps'],
  routerLegs: [inNamespaces, switchState, dhcpFiles],
  emptyRouters: [inNamespaces, switchState, dhcpFiles],
  lostRouters: [switchState, 'ip netns list'],
  ports: [switchState, flows, inNamespaces],
  vmPorts: [switchState, inNamespaces, 'iptables-save on the host', dhcpFiles],
  hybridFirewalls: ['iptables-save on the host', flows, 'ps'],
  linuxBridges: [inNamespaces],
  bridgedTaps: [inNamespaces, dhcpFiles],
  networks: [switchState],
  providerNetworks: [switchState, flows],
  overlays: [switchState, flows],
  overlayNetworks: [switchState, flows, dhcpFiles],
  tunnels: [switchState, inNamespaces],
  dhcpServers: [inNamespaces, 'ps', 'the sockets in /proc/PID/net/udp', dhcpFiles],
  metadataPoints: [
    'iptables-save in each qrouter namespace',
    'ps',
    'the sockets in /proc/PID/net/tcp of each metadata proxy',
    dhcpFiles,
  ],
  metadataServices: [
    'ps',
    '/proc/net/unix',
    'the sockets in /proc/PID/net/tcp of the metadata agent',
    "nova's host and port in the metadata agent's settings (never its secret)",
  ],
  floatingIps: ['iptables-save in each qrouter namespace', inNamespaces, dhcpFiles],
  dhcpWatches: [
    'a DHCPDISCOVER by ovs-ofctl packet-out (not with --passive)',
    'tcpdump at the DHCP port and on both sides of the hybrid plug',
    'ovs-appctl ofproto/trace',
  ],
  stepRuns: ['what the command of the playbook prints'],
  dhcpTalks: ['tcpdump at the DHCP port, for as long as --passive listens'],
  reaches: [
    "ARP requests in the name of a router's port by ovs-ofctl packet-out (not with --passive)",
    'tcpdump at that port, on both sides of the hybrid plug and where the host leaves for the gateway',
    'ip neigh in the qrouter namespace and the leases of dnsmasq, of guests that stay silent',
    'ovs-appctl ofproto/trace',
  ],
};
