import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Daemon } from '../facts/daemons.ts';
import type { Dnsmasq } from '../facts/dnsmasq.ts';
import type { Flow } from '../facts/flows.ts';
import type { Known } from '../facts/known.ts';
import type { Tables } from '../facts/netfilter.ts';
import type { DaemonName } from '../facts/processes.ts';
import type { Services } from '../facts/services.ts';
import type { Interface, Stack } from '../facts/stack.ts';
import type { SwitchBridge, SwitchDatabase, SwitchInterface, SwitchPort } from '../facts/switch.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import type { Ipv4Address } from './addresses.ts';
import type { Agent } from './agents.ts';
import type { AgentBridge } from './bridges.ts';
import type { DhcpTalk } from './dhcp-talks.ts';
import type { DistributedFloatingIp, DistributedRouter, FipNamespace } from './distributed.ts';
import type { EmptyRouters } from './empty-routers.ts';
import type { FloatingIp } from './floating-ips.ts';
import type { HaRouter } from './ha-routers.ts';
import type { HybridFirewall } from './hybrid-firewall.ts';
import type { Limits } from './limits.ts';
import type { BridgedTap, LinuxBridge } from './linux-bridges.ts';
import type { MetadataPoint, MetadataService } from './metadata.ts';
import type { Overlay, OverlayNetwork, Tunnel } from './overlay.ts';
import type { ProviderNetwork } from './provider.ts';
import type { Reach } from './reaches.ts';
import type { StepRun } from './step-runs.ts';
import type { Subject } from './subject.ts';
import type { UnroutedNetwork } from './unrouted.ts';
/** The facts, joined into what an operator thinks in. Each part can be judged by itself. */
export interface Topology {
    readonly daemons: Known<readonly DaemonView[]>;
    readonly agents: Known<readonly Agent[]>;
    readonly limits: Known<readonly Limits[]>;
    readonly agentBridges: Known<readonly AgentBridge[]>;
    readonly providerNetworks: Known<readonly ProviderNetwork[]>;
    readonly overlays: Known<readonly Overlay[]>;
    readonly tunnels: Known<readonly Tunnel[]>;
    readonly overlayNetworks: Known<readonly OverlayNetwork[]>;
    readonly externalBridges: Known<readonly ExternalBridge[]>;
    readonly tenantRanges: Known<readonly TenantRange[]>;
    readonly routers: Known<readonly Router[]>;
    readonly distributedRouters: Known<readonly DistributedRouter[]>;
    readonly distributedFloatingIps: Known<readonly DistributedFloatingIp[]>;
    readonly fipNamespaces: Known<readonly FipNamespace[]>;
    readonly haRouters: Known<readonly HaRouter[]>;
    readonly routerLegs: Known<readonly RouterLeg[]>;
    readonly lostRouters: Known<readonly LostRouter[]>;
    readonly emptyRouters: Known<readonly EmptyRouters[]>;
    readonly ports: Known<readonly Port[]>;
    readonly vmPorts: Known<readonly VmPort[]>;
    readonly hybridFirewalls: Known<readonly HybridFirewall[]>;
    readonly linuxBridges: Known<readonly LinuxBridge[]>;
    readonly bridgedTaps: Known<readonly BridgedTap[]>;
    readonly networks: Known<readonly Network[]>;
    readonly dhcpServers: Known<readonly DhcpServer[]>;
    readonly dhcpWatches: Known<readonly DhcpWatch[]>;
    /** Only where we listened. */
    readonly dhcpTalks: Known<readonly DhcpTalk[]>;
    readonly metadataPoints: Known<readonly MetadataPoint[]>;
    readonly metadataServices: Known<readonly MetadataService[]>;
    readonly floatingIps: Known<readonly FloatingIp[]>;
    /** What the commands of a playbook's steps printed. */
    readonly stepRuns: Known<readonly StepRun[]>;
    readonly reaches: Known<readonly Reach[]>;
}
export type SectionName = keyof Topology;
export interface HostView {
    readonly subject: Subject;
    readonly stack: Stack;
    readonly services: Known<Services>;
    readonly database: Known<SwitchDatabase>;
    /** Its own rules of netfilter. */
    readonly tables: Known<Tables>;
}
export interface DaemonView {
    readonly subject: Subject;
    readonly name: DaemonName;
    readonly daemon: Known<Daemon>;
    readonly externalBridges: Known<readonly ExternalBridge[]>;
    readonly host: HostView;
    /** Devices of the switch that live in namespaces, which a restart of a userspace switch leaves behind. */
    readonly ports: Known<readonly Port[]>;
}
/** Where the device of a port was seen. */
export interface Sighting {
    /** Undefined: the host itself. */
    readonly namespace: string | undefined;
    readonly interface: Interface;
}
export type PortRole = 'dhcp' | 'router-interface' | 'router-gateway' | 'vm' | 'other';
/** A port on one of the switch's bridges that an agent or nova made. */
export interface Port {
    readonly subject: Subject;
    readonly role: PortRole;
    readonly port: SwitchPort;
    readonly interface: SwitchInterface | undefined;
    /** What was noted at the port or, without such notes, what its device or its guest has. */
    readonly mac: string | undefined;
    /** The agent's own note of what the port should be (Port.other_config), which survives a changed tag. */
    readonly intendedTag: number | undefined;
    readonly network: NetworkOfPort | undefined;
    /** The local VLAN of its network on this host, and why. */
    readonly localVlan: LocalVlan | undefined;
    readonly isOnIntegrationBridge: boolean;
    /** For a VM port: its guest is plugged in. False for an instance that is shut off, or gone and left behind. */
    readonly hasGuest: boolean;
    /** The namespace where its device belongs; `host` for VM ports; undefined where nothing tells. */
    readonly home: {
        readonly namespace: string | 'host';
        readonly exists: boolean;
    } | undefined;
    readonly sightings: readonly Sighting[];
    /** False when some namespace could not be looked into: then an unseen device may be there. */
    readonly isSearchComplete: boolean;
    readonly host: HostView;
    /** The flows of its bridge. */
    readonly flows: Known<readonly Flow[]>;
    /** The leg of a router or the DHCP port whose namespace this is, with the address it should have there. */
    readonly expected: ExpectedAddress | undefined;
}
export interface LocalVlan {
    readonly tag: number;
    readonly because: 'agent' | 'majority';
}
/** A port's network, and why we say so. */
export interface NetworkOfPort {
    readonly id: string;
    readonly because: 'agent' | 'namespace' | 'dnsmasq' | 'host-file' | 'tag';
}
/** A qg or qr port from the router's side. */
export interface RouterLeg {
    readonly subject: Subject;
    readonly role: 'router-gateway' | 'router-interface';
    readonly device: string;
    readonly router: Router;
    /** In the router's namespace. */
    readonly interface: Known<Interface | undefined>;
    readonly port: Known<Port | undefined>;
    /** The address it should have, from what else the agents wrote down. */
    readonly expected: ExpectedAddress | undefined;
}
export interface ExpectedAddress extends Ipv4Address {
    readonly because: string;
}
export interface Router {
    readonly subject: Subject;
    readonly id: string;
    readonly namespace: string;
    /** `standby`: an HA router whose other instance is active; it has no addresses in health. */
    readonly mode: 'legacy' | 'active' | 'standby' | 'distributed';
    readonly stack: Stack;
    readonly rules: Known<readonly string[]>;
    /** The same rules, table by table. */
    readonly tables: Known<Tables>;
    /** Next hops to the outside that other routers of the same external range use, or that the host itself is. */
    readonly likelyGateway: string | undefined;
    readonly legs: readonly RouterLeg[];
    readonly host: HostView;
}
/** Ports of a router that no namespace holds: the router's namespace is gone. */
export interface LostRouter {
    readonly subject: Subject;
    readonly id: string | undefined;
    readonly ports: readonly Port[];
    readonly host: HostView;
}
/** The bridge by which routers reach an external network. */
export interface ExternalBridge {
    readonly subject: Subject;
    readonly name: string;
    readonly tenantRanges: readonly TenantRange[];
    readonly bridge: SwitchBridge | undefined;
    readonly integrationBridge: SwitchBridge | undefined;
    /** Its own device on the host. */
    readonly interface: Interface | undefined;
    /** Devices that lead out of the host. Without one, the host itself is the only way in and out. */
    readonly uplinks: readonly string[];
    readonly routers: readonly Router[];
    /** The ranges of the routers' external addresses. */
    readonly ranges: readonly string[];
    /** The next hops of the routers' default routes. */
    readonly gateways: readonly string[];
    /** The patch port on the integration bridge and its peer; undefined where routers plug into the bridge itself. */
    readonly patch: {
        readonly port: SwitchPort | undefined;
        readonly peer: string;
        readonly hasPeer: boolean;
    } | undefined;
    readonly host: HostView;
}
/** A tenant's address range behind one or more routers of this host. */
export interface TenantRange {
    readonly subject: Subject;
    readonly range: string;
    readonly routers: readonly RangeRouter[];
    /** False when a router lacks an address: then an unknown next hop may well be its own. */
    readonly areRoutersComplete: boolean;
    /** Networks with VMs here whose gateway address is in the range, but that no router of this host is attached to. */
    readonly unrouted: readonly UnroutedNetwork[];
    readonly bridge: ExternalBridge | undefined;
    readonly host: HostView;
}
export interface RangeRouter {
    readonly router: Router;
    readonly gatewayAddress: string;
    /** Addresses of VMs of this host in the range, behind this router. */
    readonly vmAddresses: readonly string[];
    /** How many VMs of this host are plugged into its networks; undefined where those are not known. */
    readonly vmCount: number | undefined;
    readonly networks: readonly string[];
}
/**
 * A VM's plug. Hybrid: tap and qvb on a Linux bridge, qvo on the integration bridge. Where the switch itself is the
 * firewall there is nothing but the tap, which is its port.
 */
export interface VmPort {
    readonly subject: Subject;
    readonly portKey: string;
    readonly qvo: Interface | undefined;
    readonly qvb: Interface | undefined;
    readonly qbr: Interface | undefined;
    readonly tap: Interface | undefined;
    readonly port: Known<Port | undefined>;
    readonly mac: string | undefined;
    readonly networkId: string | undefined;
    /** From the anti-spoofing rule of the hybrid firewall. */
    readonly address: string | undefined;
    readonly integrationBridge: string;
    readonly localVlan: LocalVlan | undefined;
    /** The rules of the hybrid firewall for what comes to the VM, in their order. */
    readonly firewall: Known<readonly string[]>;
    /** The same for what comes from the VM, and for what it may call itself. */
    readonly outgoing: Known<readonly string[]>;
    readonly spoofing: Known<readonly string[]>;
    /** The files of the DHCP server of its network, where that server is on this host. */
    readonly dhcpFiles: Known<DhcpFiles | undefined>;
    readonly dhcpProcess: Known<Dnsmasq | undefined>;
    readonly host: HostView;
    /** The port's whole UUID, where the host knows it. */
    readonly id: string | undefined;
}
export interface Network {
    readonly subject: Subject;
    readonly id: string;
    readonly ports: readonly Port[];
    readonly localVlan: LocalVlan | undefined;
    /** Other networks of this host that have the same local VLAN. */
    readonly sharedWith: readonly Network[];
    /** A local VLAN that no port of this host uses. */
    readonly freeTag: number;
}
/** What serves DHCP for one network on this host. */
export interface DhcpServer {
    readonly subject: Subject;
    readonly networkId: string;
    readonly namespace: string;
    readonly hasNamespace: Known<boolean>;
    readonly stack: Stack | undefined;
    readonly files: DhcpFiles | undefined;
    /** The same, with the reason where they could not be read. */
    readonly dhcpFiles: Known<DhcpFiles | undefined>;
    /** The file that names its namespace leads to none. */
    readonly isNamespaceBroken: boolean;
    /** Addresses that routers of this host hold in the network. */
    readonly routerAddresses: readonly string[];
    readonly processes: readonly DhcpProcess[];
    /** The DHCP port's device, from the switch, the agent's file or dnsmasq's own command line. */
    readonly device: string | undefined;
    readonly port: Known<Port | undefined>;
    readonly interface: Known<Interface | undefined>;
    readonly expected: ExpectedAddress | undefined;
    readonly vmPorts: readonly VmPort[];
    readonly host: HostView;
}
/** DHCP as it was seen on the wire: what became of a probe's DHCPDISCOVER, or of what one client asked by itself. */
export interface DhcpWatch {
    readonly subject: Subject;
    readonly server: DhcpServer;
    /** The VM that asked, or in whose name a probe was sent, where it is on this host. */
    readonly vm: VmPort | undefined;
    readonly clientMac: string;
    /** The port of the switch by which it came in, where that is known. */
    readonly from: Port | undefined;
    /** False: a guest asked by itself, while we listened. */
    readonly isProbe: boolean;
    /** Why the probe could not be sent. */
    readonly sent: Known<true>;
    readonly points: readonly WatchPoint[];
    /** The rules of the DHCP namespace, read when a DISCOVER came in and no OFFER went out. */
    readonly rules: Known<readonly string[]>;
    /** The rules for bridged frames, read when a VM's Linux bridge lost something. */
    readonly bridgeRules: Known<readonly string[]>;
    /** What the flow tables do to the packet that was lost, read when one was. */
    readonly trace: Known<{
        readonly command: readonly string[];
        readonly text: string;
    }>;
}
export interface WatchPoint {
    /** `server`: the DHCP port. `switch-side`, `vm-side`: before and behind the VM's Linux bridge, seen from the switch. */
    readonly at: 'server' | 'switch-side' | 'vm-side';
    readonly device: string;
    readonly namespace: string | undefined;
    readonly packets: Known<readonly DhcpFacts[]>;
}
export interface DhcpProcess extends Dnsmasq {
    /** Sockets on the DHCP port in the process's namespace. */
    readonly sockets: Known<number | undefined>;
}
