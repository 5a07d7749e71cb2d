import { UserError } from '../errors.ts';
import { deviceSuffix, macOf, uuidOf } from './ids.ts';
import { type LabPlace, loneHost } from './place.ts';

/** `folsom`: Quantum of 2012, `qg` on br-ex. `neutron`: ML2/Open vSwitch of today, `qg` on br-int. */
export type Layout = 'folsom' | 'neutron';

/** Where Open vSwitch and the agents of a host of kolla-ansible run: in containers of Podman, or in namespaces that the lab makes. */
export type Containers = 'podman' | 'namespaces';

/** What a lab is started as: a layout, or a host of kolla-ansible, which is one of today's layout in containers. */
export const labKinds = ['folsom', 'neutron', 'kolla-podman', 'kolla-namespaces'] as const;
export type LabKind = (typeof labKinds)[number];

export interface LabPort {
  readonly id: string;
  readonly mac: string;
  readonly device: string;
  readonly address: string;
}

/** A port that the agents plug into a bridge, for a namespace. */
export interface PluggedPort {
  readonly port: LabPort;
  readonly namespace: string;
  readonly bridge: string;
  readonly mtu: number;
  /** Of br-int; 0 on br-ex. */
  readonly tag: number;
}

export interface LabNetwork {
  readonly name: string;
  readonly id: string;
  readonly subnetId: string;
  readonly cidr: string;
  readonly gateway: string;
  readonly tag: number;
  readonly segmentationId: number;
  readonly mtu: number;
  /** `qdhcp-…` */
  readonly namespace: string;
  readonly dhcpPort: LabPort;
  /** Its VMs are sent for metadata to a proxy in its DHCP namespace (`force_metadata`), as those without a router are. */
  readonly hasMetadata: boolean;
  /** Where dnsmasq keeps its files for this network. */
  readonly dhcpDir: string;
}

export interface LabRouter {
  readonly name: string;
  readonly id: string;
  /** `qrouter-…` */
  readonly namespace: string;
  readonly network: LabNetwork;
  readonly qr: LabPort;
  readonly qg: LabPort;
  /** Which of the external network's subnets it has its address in. */
  readonly externalSubnet: ExternalSubnet;
  readonly floatingIps: readonly { readonly floating: string; readonly fixed: string }[];
  /** Of a router that has instances on other nodes too. */
  readonly ha?: LabHa;
  /** Of a router that is spread over all nodes. */
  readonly distributed?: LabDistributed;
  /** A haproxy takes memory and time to start: of a cloud's worth of routers, only those that the faults act on have one. */
  readonly hasMetadata: boolean;
}

export interface ExternalSubnet {
  readonly cidr: string;
  readonly gateway: string;
  readonly prefix: number;
}

/** The port by which the instances of an HA router find out which of them is active, and its network. */
export interface LabHa {
  readonly port: LabPort;
  readonly network: Pick<LabNetwork, 'id' | 'tag' | 'segmentationId'>;
  /** The address that the active instance has there. */
  readonly activeAddress: string;
}

/** What a distributed router has beside its namespace, on a node that translates for it (`dvr_snat`). */
export interface LabDistributed {
  /** `snat-…` with the port `sg-…` and, in place of the router's own namespace, `qg-…`. */
  readonly snat: { readonly namespace: string; readonly sg: LabPort };
  /** `fip-…` with the port `fg-…` in the external network. */
  readonly fip: { readonly namespace: string; readonly fg: LabPort };
  /** The pair between the router and `fip-…`, and its addresses. */
  readonly rfp: { readonly device: string; readonly address: string };
  readonly fpr: { readonly device: string; readonly address: string };
}

export interface LabVm {
  readonly name: string;
  /** `vm-…` */
  readonly namespace: string;
  readonly instanceId: string;
  readonly network: LabNetwork;
  readonly portId: string;
  readonly mac: string;
  readonly address: string;
  readonly tap: string;
  readonly qbr: string;
  readonly qvb: string;
  readonly qvo: string;
  /** Whether `up` runs a DHCP client in it. */
  readonly asksForLease: boolean;
}

export interface LabModel {
  readonly layout: Layout;
  /** What keeps the rules of security groups: iptables on a bridge for each VM, or flows of br-int. Folsom's lab has none. */
  readonly firewall: 'hybrid' | 'native';
  readonly stateDir: string;
  /** Undefined where all runs on the host itself. */
  readonly containers: Containers | undefined;
  /** The bridge that `qg` ports are plugged into. */
  readonly gatewayBridge: 'br-ex' | 'br-int';
  readonly services: { readonly l2: string; readonly l3: string; readonly dhcp: string };
  /** The programs that those services run, as `ps` shows them. */
  readonly programs: { readonly l2: string; readonly l3: string; readonly dhcp: string };
  readonly externalNetwork: typeof externalNetwork & { readonly id: string };
  /** The two tenants with the same addresses; faults are injected into the first. */
  readonly a: { readonly network: LabNetwork; readonly router: LabRouter; readonly vm1: LabVm; readonly vm2: LabVm };
  readonly b: { readonly network: LabNetwork; readonly router: LabRouter; readonly vm1: LabVm };
  readonly floatingIp: string;
  /** Those in use: the second one only if the first is full. */
  readonly externalSubnets: readonly ExternalSubnet[];
  /** Which host of the lab it is, and how it reaches the others. */
  readonly place: LabPlace;
  /** Those with ports on this host. */
  readonly networks: readonly LabNetwork[];
  /** Those whose DHCP server is on this host. */
  readonly served: readonly LabNetwork[];
  readonly routers: readonly LabRouter[];
  readonly vms: readonly LabVm[];
  /** Those of all hosts. */
  readonly allVms: readonly LabVm[];
}

/** What is the same in every lab: documentation addresses only. */
export const externalNetwork = {
  cidr: '203.0.113.0/24',
  gateway: '203.0.113.1',
  bridge: 'br-ex',
  tag: 2,
  /** An address of the external network that nobody has. */
  nobody: '203.0.113.253',
} as const;

/** For routers that find no address in the first one; RFC 2544 keeps these addresses for tests. */
const furtherSubnet: ExternalSubnet = { cidr: '198.19.0.0/16', gateway: '198.19.0.1', prefix: 16 };
const firstSubnet: ExternalSubnet = { cidr: externalNetwork.cidr, gateway: externalNetwork.gateway, prefix: 24 };

export const hostNic = { device: 'eth0', address: '192.0.2.10', peer: '192.0.2.1', prefix: 24 } as const;

/** "The world" beyond the provider's gateway. */
export const outsideAddress = '198.51.100.1';

const floatingIp = '203.0.113.150';
const qgOctetA = 101;
const qgOctetB = 102;
/** Octets of the external network that no further router gets: the two above, the floating IP, and what faults use. */
const takenOctets = new Set([qgOctetA, qgOctetB, 150, 200]);
const freeOctets = Array.from({ length: 251 }, (_, index) => index + 2).filter((octet) => !takenOctets.has(octet));

/** VLAN tags and the numbers that MACs are made of suffice for these. */
export const maxNetworks = 2000;

/** The external address of a further network's router, as long as there are some in the first subnet. */
function externalAddress(index: number): { readonly address: string; readonly subnet: ExternalSubnet } {
  const octet = freeOctets[index];
  if (octet !== undefined) return { address: `203.0.113.${octet}`, subnet: firstSubnet };
  const number = index - freeOctets.length + 2;
  return { address: `198.19.${number >> 8}.${number & 255}`, subnet: furtherSubnet };
}

interface TenantAddresses {
  readonly subnet: string;
  readonly tag: number;
  readonly external: ReturnType<typeof externalAddress>;
  readonly withFloatingIp?: true;
}

/** The whole lab as a value: the same layout and count always give the same ids, names and addresses. */
export function labModel(kind: LabKind, networkCount = 0): LabModel {
  if (!Number.isInteger(networkCount) || networkCount < 0 || networkCount > maxNetworks) {
    throw new UserError(`A lab can have 0 to ${maxNetworks} further networks, not ${networkCount}.`);
  }
  let ports = 0;
  const port = (owner: string, prefix: string, address: string): LabPort => {
    const id = uuidOf('port', prefix, owner);
    ports += 1;
    return { id, mac: macOf(ports), device: `${prefix}${deviceSuffix(id)}`, address };
  };
  const folsom = kind === 'folsom';
  const project = folsom ? 'quantum' : 'neutron';
  const containers = kind === 'kolla-podman' ? 'podman' : kind === 'kolla-namespaces' ? 'namespaces' : undefined;
  // state_path of kolla-ansible (roles/neutron/templates/neutron.conf.j2): a volume that the agents share.
  const stateDir = `/var/lib/${project}${containers === undefined ? '' : '/kolla'}`;
  const tenant = (name: string, addresses: TenantAddresses) => {
    const id = uuidOf('network', name);
    const network: LabNetwork = {
      name: `net-${name}`,
      id,
      subnetId: uuidOf('subnet', name),
      cidr: `${addresses.subnet}.0/24`,
      gateway: `${addresses.subnet}.1`,
      tag: addresses.tag,
      segmentationId: 1000 + addresses.tag,
      // VXLAN takes 50 bytes of the wire's 1500.
      mtu: folsom ? 1500 : 1450,
      namespace: `qdhcp-${id}`,
      dhcpPort: port(name, 'tap', `${addresses.subnet}.2`),
      hasMetadata: !folsom && name === 'b',
      dhcpDir: `${stateDir}/dhcp/${id}`,
    };
    const routerId = uuidOf('router', name);
    const router: LabRouter = {
      name: `router-${name}`,
      id: routerId,
      namespace: `qrouter-${routerId}`,
      network,
      qr: port(name, 'qr-', network.gateway),
      qg: port(name, 'qg-', addresses.external.address),
      externalSubnet: addresses.external.subnet,
      floatingIps: addresses.withFloatingIp ? [{ floating: floatingIp, fixed: `${addresses.subnet}.3` }] : [],
      hasMetadata: !folsom && (name === 'a' || name === 'b'),
    };
    const vm = (vmName: string, octet: number, asksForLease: boolean): LabVm => {
      const { id: portId, mac, address } = port(vmName, 'qvo', `${addresses.subnet}.${octet}`);
      const suffix = deviceSuffix(portId);
      const devices = { tap: `tap${suffix}`, qbr: `qbr${suffix}`, qvb: `qvb${suffix}`, qvo: `qvo${suffix}` };
      const instanceId = uuidOf('instance', vmName);
      const namespace = `vm-${vmName}`;
      return { name: vmName, namespace, instanceId, network, portId, mac, address, ...devices, asksForLease };
    };
    return { network, router, vm };
  };

  const shared = '10.11.12';
  const a = tenant('a', {
    subnet: shared,
    tag: folsom ? 1 : 3,
    external: { address: `203.0.113.${qgOctetA}`, subnet: firstSubnet },
    withFloatingIp: true,
  });
  const b = tenant('b', {
    subnet: shared,
    tag: folsom ? 2 : 1,
    external: { address: `203.0.113.${qgOctetB}`, subnet: firstSubnet },
  });
  const further = Array.from({ length: networkCount }, (_, index) => {
    const number = index + 1;
    const name = `c${String(number).padStart(3, '0')}`;
    const subnet = `10.${64 + (number >> 8)}.${number & 255}`;
    return { name, ...tenant(name, { subnet, tag: index + 4, external: externalAddress(index) }) };
  });
  const [a1, a2, b1] = [a.vm('a1', 3, true), a.vm('a2', 4, true), b.vm('b1', 3, true)];
  const networks = [a.network, b.network, ...further.map((c) => c.network)];
  const vms = [a1, a2, b1, ...further.map((c) => c.vm(c.name, 3, false))];
  return {
    layout: folsom ? 'folsom' : 'neutron',
    firewall: 'hybrid',
    stateDir,
    containers,
    gatewayBridge: folsom ? 'br-ex' : 'br-int',
    services: {
      l2: folsom ? 'quantum-plugin-openvswitch-agent' : 'neutron-openvswitch-agent',
      l3: `${project}-l3-agent`,
      dhcp: `${project}-dhcp-agent`,
    },
    programs: { l2: `${project}-openvswitch-agent`, l3: `${project}-l3-agent`, dhcp: `${project}-dhcp-agent` },
    externalNetwork: { ...externalNetwork, id: uuidOf('network', 'external') },
    a: { network: a.network, router: a.router, vm1: a1, vm2: a2 },
    b: { network: b.network, router: b.router, vm1: b1 },
    floatingIp,
    externalSubnets: further.some(({ router }) => router.externalSubnet === furtherSubnet)
      ? [firstSubnet, furtherSubnet]
      : [firstSubnet],
    place: loneHost,
    networks,
    served: networks,
    routers: [a.router, b.router, ...further.map((c) => c.router)],
    vms,
    allVms: vms,
  };
}
