import { distributedFiles, distributedPorts, pairFiles } from './distributed-router.ts';
import { dnsmasqArgs, dnsmasqFiles } from './dnsmasq.ts';
import { flowsOf } from './flows.ts';
import { hybridFirewall, hybridJumps } from './hybrid-firewall.ts';
import { keepalivedConf } from './keepalived.ts';
import { metadataProxyConf } from './metadata-proxy.ts';
import {
  externalNetwork,
  type LabHa,
  type LabModel,
  type LabNetwork,
  type LabRouter,
  type PluggedPort,
} from './model.ts';
import { dhcpRules, routerRules } from './router-rules.ts';
import { addressCommand, lines } from './words.ts';

/** Text by path below the directory that `intentDir` names. */
export type Files = ReadonlyMap<string, string>;

/** Where a lab keeps what is its own and no part of a Quantum host: gone with the lab, as all of /run is. */
export const labDir = '/run/qdoctor-lab';

/** `pid FILE`: prints the pid of the process that a pid file names, as the lab counts. */
export const pidScript = `${labDir}/pid`;

/** What the agents would have been told by a Quantum server; their scripts read it on every start. */
export const intentDir = `${labDir}/intent`;

export function intentFiles(model: LabModel): Files {
  return new Map([
    ['l3.ports', portLines(model.routers.flatMap((router) => routerPorts(model, router)))],
    ...pairFiles(model),
    ['dhcp.ports', portLines(model.served.map(dhcpPort))],
    ['tags', tagLines(model)],
    ...model.routers.flatMap((router) =>
      router.distributed === undefined ? l3Files(model, router) : distributedFiles(router, router.distributed),
    ),
    ...model.routers.flatMap((router) => proxyFiles(model, 'router', router)),
    ...model.served.flatMap((network) => dhcpFiles(model, network)),
    ...l2Files(model),
  ]);
}

function routerPorts(model: LabModel, router: LabRouter): readonly PluggedPort[] {
  const { namespace, network, qr, qg, ha, distributed } = router;
  const bridge = 'br-int';
  return [
    ...(ha === undefined ? [] : [{ port: ha.port, namespace, bridge, mtu: network.mtu, tag: ha.network.tag }]),
    ...(distributed === undefined ? [] : distributedPorts(distributed, network)),
    { port: qr, namespace, bridge, mtu: network.mtu, tag: network.tag },
    {
      port: qg,
      namespace: distributed?.snat.namespace ?? namespace,
      bridge: model.gatewayBridge,
      mtu: 1500,
      tag: model.layout === 'folsom' ? 0 : externalNetwork.tag,
    },
  ];
}

function dhcpPort({ namespace, dhcpPort: port, mtu, tag }: LabNetwork): PluggedPort {
  return { port, namespace, bridge: 'br-int', mtu, tag };
}

/** One line per port: namespace device bridge mac mtu port-id tag. */
function portLines(ports: readonly PluggedPort[]): string {
  const words = ports.map(({ port, namespace, bridge, mtu, tag }) => [
    namespace,
    port.device,
    bridge,
    port.mac,
    mtu,
    port.id,
    tag,
  ]);
  return lines(words.map((line) => line.join(' ')));
}

/** One line per port on br-int: the words with which ovs-vsctl wires it. */
function tagLines(model: LabModel): string {
  const wired = [
    ...model.served.map((network) => ({ device: network.dhcpPort.device, network })),
    ...model.routers.map(({ qr, network }) => ({ device: qr.device, network })),
    ...model.routers.flatMap(({ distributed, network }) =>
      distributed === undefined ? [] : [{ device: distributed.snat.sg.device, network }],
    ),
    ...model.routers.flatMap(({ ha }) => (ha === undefined ? [] : [{ device: ha.port.device, network: ha.network }])),
    ...model.vms.map(({ qvo, network }) => ({ device: qvo, network })),
  ].map(({ device, network }) => {
    const type = `network_type=vxlan physical_network=None segmentation_id=${network.segmentationId}`;
    return tagLine(model, device, network.tag, `net_uuid=${network.id} ${type}`);
  });
  if (model.layout === 'folsom') return lines(wired);
  const { id, tag } = model.externalNetwork;
  const external = `net_uuid=${id} network_type=flat physical_network=public`;
  const outside = model.routers.flatMap(({ qg, distributed }) => [
    qg.device,
    ...(distributed === undefined ? [] : [distributed.fip.fg.device]),
  ]);
  return lines([...wired, ...outside.map((device) => tagLine(model, device, tag, external))]);
}

function tagLine(model: LabModel, device: string, tag: number, intent: string): string {
  const wire = `-- --if-exists clear Port ${device} vlan_mode trunks -- --if-exists set Port ${device} tag=${tag}`;
  const keys = model.layout === 'folsom' ? [] : [...intent.split(' '), `tag=${tag}`];
  return [wire, ...keys.map((key) => `other_config:${key}`)].join(' ');
}

function l3Files(model: LabModel, router: LabRouter): readonly [string, string][] {
  const { namespace, qr, qg, externalSubnet, floatingIps, ha } = router;
  const served = [
    `${qr.device} ${qr.address}/24`,
    `${qg.device} ${qg.address}/${externalSubnet.prefix}`,
    ...floatingIps.map(({ floating }) => `${qg.device} ${floating}/32`),
  ];
  const byAgent = model.layout === 'folsom' ? '' : ' proto static';
  const gateway = `route replace default via ${externalSubnet.gateway} dev ${qg.device}${byAgent}`;
  const own = ha === undefined ? served : [`${ha.port.device} ${ha.port.address}/18`];
  // Of an HA router keepalived sees to the rest: the agent leaves it alone.
  const addresses = ha === undefined ? served : [...own, ...served, `${ha.port.device} ${ha.activeAddress}/24`];
  const batch = [...own.map(addressCommand), ...(ha === undefined ? [gateway] : [])];
  const arp = ['net/ipv4/conf/all/arp_ignore=1', 'net/ipv4/conf/all/arp_announce=2'];
  return [
    [`l3/${namespace}.addresses`, lines(addresses)],
    [`l3/${namespace}.batch`, lines(batch)],
    [`l3/${namespace}.sysctl`, lines(['net/ipv4/ip_forward=1', ...(model.layout === 'folsom' ? [] : arp)])],
    [`l3/${namespace}.rules`, routerRules(model, router)],
    ...(ha === undefined ? [] : ([keepalivedFile(router, ha)] as const)),
  ];
}

const keepalivedFile = (router: LabRouter, ha: LabHa): [string, string] => [
  `l3/state/ha_confs/${router.id}/keepalived.conf`,
  keepalivedConf(router, ha),
];

function dhcpFiles(model: LabModel, network: LabNetwork): readonly [string, string][] {
  const { namespace, dhcpPort: port, gateway } = network;
  const neutron = model.layout === 'neutron';
  const addresses = [`${port.device} ${port.address}/24`, ...(neutron ? [`${port.device} 169.254.169.254/32`] : [])];
  const routes = neutron ? [`route replace default via ${gateway} dev ${port.device} proto static`] : [];
  return [
    [`dhcp/${namespace}.addresses`, lines(addresses)],
    [`dhcp/${namespace}.batch`, lines([...addresses.map(addressCommand), ...routes])],
    [`dhcp/${namespace}.sysctl`, neutron ? lines(['net/ipv4/ip_forward=1']) : ''],
    [`dhcp/${namespace}.rules`, neutron ? dhcpRules() : ''],
    [`dhcp/${namespace}.dnsmasq`, `${dnsmasqArgs(model, network).join(' ')}\n`],
    ...Object.entries(dnsmasqFiles(model, network)).map(([name, text]): [string, string] => [
      `dhcp/state/dhcp/${network.id}/${name}`,
      text,
    ]),
    ...proxyFiles(model, 'network', network),
  ];
}

function proxyFiles(
  { stateDir }: LabModel,
  serves: 'router' | 'network',
  { id, hasMetadata }: LabRouter | LabNetwork,
): readonly [string, string][] {
  const agent = serves === 'router' ? 'l3' : 'dhcp';
  const path = `${agent}/state/ns-metadata-proxy/${id}.conf`;
  return hasMetadata ? [[path, metadataProxyConf(stateDir, serves, id)]] : [];
}

function l2Files(model: LabModel): readonly [string, string][] {
  if (model.layout === 'folsom') return [['flows.br-int', flowsOf(model, 'br-int')]];
  return [
    ...(['br-int', 'br-ex', 'br-tun'] as const).map((bridge): [string, string] => [
      `flows.${bridge}`,
      flowsOf(model, bridge),
    ]),
    ['hybrid-firewall', model.firewall === 'hybrid' ? hybridFirewall(model) : ''],
    ['hybrid-jumps', model.firewall === 'hybrid' ? lines(hybridJumps) : ''],
  ];
}
