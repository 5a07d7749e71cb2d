import type { LabModel, LabNetwork } from './model.ts';
import { lines } from './words.ts';

const domain = 'openstacklocal';

/** The command line that the layout's DHCP agent gives its dnsmasq. */
export function dnsmasqArgs(model: LabModel, network: LabNetwork): readonly string[] {
  const dir = network.dhcpDir;
  const subnet = network.cidr.split('/')[0];
  if (model.layout === 'folsom') {
    return [
      '--no-hosts',
      '--no-resolv',
      '--strict-order',
      '--bind-interfaces',
      `--interface=${network.dhcpPort.device}`,
      '--except-interface=lo',
      `--domain=${domain}`,
      `--pid-file=${dir}/pid`,
      `--dhcp-hostsfile=${dir}/host`,
      `--dhcp-optsfile=${dir}/opts`,
      '--leasefile-ro',
      `--dhcp-range=set:tag0,${subnet},static,120s`,
      '--conf-file=',
    ];
  }
  return [
    '--no-hosts',
    '--no-resolv',
    `--pid-file=${dir}/pid`,
    `--dhcp-hostsfile=${dir}/host`,
    `--addn-hosts=${dir}/addn_hosts`,
    `--dhcp-optsfile=${dir}/opts`,
    `--dhcp-leasefile=${dir}/leases`,
    '--dhcp-match=set:ipxe,175',
    '--dhcp-userclass=set:ipxe6,iPXE',
    '--local-service',
    '--bind-dynamic',
    `--dhcp-range=set:subnet-${network.subnetId},${subnet},static,255.255.255.0,86400s`,
    `--dhcp-option-force=option:mtu,${network.mtu}`,
    '--dhcp-lease-max=256',
    '--conf-file=/dev/null',
    `--domain=${domain}`,
  ];
}

/** The files that the agent writes beside the pid file, by name. */
export function dnsmasqFiles(model: LabModel, network: LabNetwork): Readonly<Record<string, string>> {
  const router = model.routers.find((candidate) => candidate.network.id === network.id);
  const ports = [
    ...(router === undefined ? [] : [{ mac: router.qr.mac, address: router.qr.address }]),
    ...model.allVms.filter((vm) => vm.network.id === network.id),
  ];
  const dashed = (address: string) => address.replaceAll('.', '-');
  if (model.layout === 'folsom') {
    return {
      host: lines(ports.map(({ mac, address }) => `${mac},${dashed(address)}.${domain},${address}`)),
      opts: lines([`tag:tag0,option:router,${network.gateway}`]),
      interface: network.dhcpPort.device,
    };
  }
  const tag = `tag:subnet-${network.subnetId}`;
  const metadata = network.hasMetadata ? network.dhcpPort.address : network.gateway;
  const routes = `169.254.169.254/32,${metadata},0.0.0.0/0,${network.gateway}`;
  return {
    host: lines(ports.map(({ mac, address }) => `${mac},host-${dashed(address)}.${domain},${address}`)),
    addn_hosts: lines(ports.map(({ address }) => hostsLine(address, `host-${dashed(address)}`))),
    opts: [
      `${tag},option:dns-server,203.0.113.53`,
      `${tag},option:classless-static-route,${routes}`,
      `${tag},249,${routes}`,
      `${tag},option:router,${network.gateway}`,
    ].join('\n'),
    interface: network.dhcpPort.device,
  };
}

const hostsLine = (address: string, name: string) => `${address}\t${name}.${domain} ${name}`;
