import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, valuesOf } from '../facts/known.ts';
import type { Stack } from '../facts/stack.ts';
import type { SwitchDatabase } from '../facts/switch.ts';
import { prefixLengthOfMask } from '../facts/text/values.ts';
import { snatAddressesOfAgent } from '../netfilter/agent-rules.ts';
import type { Rule } from '../netfilter/rule.ts';
import { addressesOn, type Ipv4Address, isInRange, prefixLengthOf, rangeOf, subnetAddressesOn } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { namespaceStacks, type Stacks } from './hidden-addresses.ts';
import { switchDatabase } from './switch-database.ts';
import { uplinksOf } from './uplinks.ts';

/*
 * The addresses that the agents gave to their ports are written down in more than one place,
 * so that a lost one can be told from what is left.
 */

export interface ExpectedAddress extends Ipv4Address {
  readonly because: string;
}

/** The router's own external address: the L3 agent writes it into the SNAT rule for all but the floating IPs. */
export function expectedGatewayAddress(
  neighbours: Neighbours,
  rules: Known<readonly Rule[]>,
): ExpectedAddress | undefined {
  if (!rules.known) return undefined;
  const [address] = snatAddressesOfAgent(rules.value);
  const prefixLength = address === undefined ? undefined : externalPrefixOf(neighbours, address);
  if (address === undefined || prefixLength === undefined) return undefined;
  return { address, prefixLength, because: 'the SNAT rule of the L3 agent' };
}

/** Who stands in an external range on this host: br-ex and the routers, with the next hops they use. */
export interface Neighbours {
  /** The addresses held in each range. */
  readonly holders: ReadonlyMap<string, ReadonlySet<string>>;
  /** Next hops of the routers' default routes, then the addresses of bridges that only the host itself is behind. */
  readonly hops: readonly string[];
}

/** Read once for all routers: there may be hundreds of them in one range. */
export const neighbours = defineSection({
  name: 'neighbours',
  facts: ['hostStack'],
  needs: [switchDatabase, namespaceStacks],
  build: ({ hostStack }, sections): Neighbours =>
    neighboursOf(hostStack, sections.switchDatabase, sections.namespaceStacks),
});

function neighboursOf(hostStack: Stack, database: Known<SwitchDatabase>, stacks: Stacks): Neighbours {
  const bridges = new Map(database.known ? database.value.bridges.map((bridge) => [bridge.name, bridge]) : []);
  const holders = new Map<string, Set<string>>();
  const own: string[] = [];
  for (const stack of [hostStack, ...stacks.values()]) {
    if (!stack.interfaces.known) continue;
    for (const device of stack.interfaces.value) {
      const bridge = bridges.get(device.name);
      if (bridge === undefined && !device.name.startsWith('qg-')) continue;
      for (const held of addressesOn(device)) {
        if (bridge !== undefined && uplinksOf(bridge).length === 0) own.push(held.address);
        if (held.prefixLength === 32) continue;
        const range = rangeOf(held);
        holders.set(range, (holders.get(range) ?? new Set()).add(held.address));
      }
    }
  }
  const routers = [...stacks].filter(([namespace]) => namespace.startsWith('qrouter-'));
  const hops = routers
    .flatMap(([, { routes }]) => valuesOf(routes))
    .flatMap(({ destination, gateway }) => (destination === '0.0.0.0/0' && gateway !== undefined ? [gateway] : []));
  return { holders, hops: [...new Set([...hops, ...own])] };
}

/** The prefix length with which others of this host (br-ex, other routers) stand in the external range of an address. */
function externalPrefixOf({ holders }: Neighbours, address: string): number | undefined {
  const lengths = [...holders]
    .filter(([range, held]) => (held.size > 1 || !held.has(address)) && isInRange(address, range))
    .map(([range]) => prefixLengthOf(range));
  // The widest: a neighbour may itself have too narrow a prefix, but hardly too wide a one.
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}

/**
 * The next hops by which the routers of the range leave, or the host itself where it alone is behind the bridge.
 * `held`: the router's own external address; without one, the agents' rules may tell it.
 */
export function likelyGatewaysOf(
  neighbours: Neighbours,
  rules: Known<readonly Rule[]>,
  held: Ipv4Address | undefined,
): readonly string[] {
  const address = held ?? expectedGatewayAddress(neighbours, rules);
  if (address === undefined) return [];
  const range = rangeOf(address);
  return neighbours.hops.filter((hop) => isInRange(hop, range));
}

/** What tells the addresses of a network's ports. */
export type DhcpSources = Pick<Facts, 'agentFiles' | 'dnsmasq'> & { readonly stacks: Stacks };

/** A router port's address stands in the host file of its network, like that of any port. */
export function expectedInterfaceAddress(
  facts: DhcpSources,
  networkId: string | undefined,
  mac: string | undefined,
): ExpectedAddress | undefined {
  if (networkId === undefined || mac === undefined) return undefined;
  const files = dhcpFilesOf(facts, networkId);
  const address = files?.hosts.find((host) => host.mac === mac)?.address;
  const prefixLength = address === undefined ? undefined : subnetPrefixOf(facts, networkId, address);
  if (address === undefined || prefixLength === undefined) return undefined;
  return { address, prefixLength, because: `${files?.folder}/host` };
}

/** The agent writes its own address as a DNS server for the guests where the subnet names no other (Neutron, dhcp.py). */
export function expectedDhcpAddress(facts: DhcpSources, networkId: string): ExpectedAddress | undefined {
  const files = dhcpFilesOf(facts, networkId);
  for (const line of files?.options ?? []) {
    const [, address] = line.match(/option:dns-server,(\d+\.\d+\.\d+\.\d+)/) ?? [];
    const prefixLength = address === undefined ? undefined : subnetPrefixOf(facts, networkId, address);
    const isOfPort = files?.hosts.some((host) => host.address === address) === true;
    if (address !== undefined && prefixLength !== undefined && !isOfPort) {
      return { address, prefixLength, because: `${files?.folder}/opts` };
    }
  }
  return undefined;
}

/** What the DHCP agent wrote for each network, as far as it could be read. */
export const allDhcpFiles = ({ agentFiles }: Pick<Facts, 'agentFiles'>): readonly DhcpFiles[] =>
  agentFiles.known ? agentFiles.value.dhcp : [];

/** The same for one of them. */
export const dhcpFilesOf = (facts: Pick<Facts, 'agentFiles'>, networkId: string | undefined): DhcpFiles | undefined =>
  allDhcpFiles(facts).find((folder) => folder.networkId === networkId);

/** The prefix length of the subnet of an address: from dnsmasq's range, or from those who hold addresses in it. */
function subnetPrefixOf(facts: DhcpSources, networkId: string, address: string): number | undefined {
  const processes = valuesOf(facts.dnsmasq).filter((process) => process.networkId === networkId);
  for (const { start, netmask } of processes.flatMap(({ ranges }) => ranges)) {
    const prefixLength = netmask === undefined ? undefined : prefixLengthOfMask(netmask);
    if (prefixLength !== undefined && isInRange(address, rangeOf({ address: start, prefixLength })))
      return prefixLength;
  }
  const stack = facts.stacks.get(`qdhcp-${networkId}`);
  const held = stack === undefined ? [] : valuesOf(stack.interfaces).flatMap(subnetAddressesOn);
  return held.find((one) => isInRange(address, rangeOf(one)))?.prefixLength;
}
