import { leasesOfA } from '../../journeys.ts';
import type { Fault } from '../fault.ts';
import { quietly, reloadHostsFile } from '../steps.ts';
import { firstRule, nftRule, queue } from './steps.ts';
import { unlisted } from './unlisted.ts';

const effect = { breaks: leasesOfA };

/** In the DHCP namespace of tenant a. */
export const inDhcp: readonly Fault[] = [
  unlisted({
    id: 'dhcp-raw-drop',
    title: 'a rule of table raw in the DHCP namespace drops what comes to dnsmasq',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) =>
      firstRule(network.namespace, 'iptables', 'raw', 'PREROUTING', '-p', 'udp', '--dport', '67', '-j', 'DROP'),
  }),
  unlisted({
    id: 'dhcp-nft-input-drop',
    title: 'a rule of nftables in the DHCP namespace drops what comes to dnsmasq',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) =>
      nftRule(network.namespace, 'inet', 'hook input priority 0', 'udp dport 67 counter drop'),
  }),
  unlisted({
    id: 'dhcp-nft-transport-drop',
    title: 'a rule of nftables in the DHCP namespace drops requests by the port of any transport protocol',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) =>
      nftRule(network.namespace, 'inet', 'hook input priority -10', 'meta l4proto udp th dport 67 drop'),
  }),
  unlisted({
    id: 'dhcp-nft-output-drop',
    title: 'a rule of nftables in the DHCP namespace drops what dnsmasq answers',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) => nftRule(network.namespace, 'ip', 'hook output priority 0', 'udp sport 67 drop'),
  }),
  unlisted({
    id: 'dhcp-nft-ingress-drop',
    title: 'a rule of nftables at the ingress of the DHCP port drops requests',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) =>
      nftRule(
        network.namespace,
        'netdev',
        `hook ingress device ${network.dhcpPort.device} priority 0`,
        'udp dport 67 drop',
      ),
  }),
  unlisted({
    id: 'dhcp-legacy-drop',
    title: 'a rule of the older iptables in the DHCP namespace drops what dnsmasq answers',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) =>
      firstRule(network.namespace, 'iptables-legacy', 'filter', 'OUTPUT', '-p', 'udp', '--sport', '67', '-j', 'DROP'),
  }),
  unlisted({
    id: 'dhcp-host-file-closed',
    title: 'the host file of dnsmasq is readable for root only',
    layer: 'dhcp',
    effect,
    change: (model) => {
      const file = `${model.a.network.dhcpDir}/host`;
      return {
        inject: [['chmod', '600', file], reloadHostsFile(model)],
        heal: [quietly('chmod', '644', file), reloadHostsFile(model)],
      };
    },
  }),
  unlisted({
    id: 'dhcp-queue-blackhole',
    title: 'the queue of the DHCP port drops what dnsmasq answers',
    layer: 'dhcp',
    effect,
    change: ({ a: { network } }) => queue(network.namespace, network.dhcpPort.device, 'blackhole'),
  }),
  unlisted({
    id: 'dhcp-names-drop',
    title: 'a rule in the DHCP namespace drops the questions for names that guests are told to ask there',
    layer: 'dhcp',
    layouts: ['folsom'],
    effect: { shownBy: 'ip netns exec "$5" iptables-save | grep "dport 53 -j DROP"' },
    change: ({ a: { network } }) =>
      firstRule(network.namespace, 'iptables', 'filter', 'INPUT', '-p', 'udp', '--dport', '53', '-j', 'DROP'),
  }),
];
