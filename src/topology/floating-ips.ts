import type { Facts } from '../facts/index.ts';
import { type Known, known, mapKnown, unknown, unlessHidden, valuesOf } from '../facts/known.ts';
import { tableOf } from '../facts/netfilter.ts';
import type { SwitchDatabase } from '../facts/switch.ts';
import {
  addressOf,
  asks,
  asksOnly,
  conditionsOfKind,
  dnatAddressOf,
  isDeviceOf,
  snatAddressOf,
} from '../netfilter/predicates.ts';
import type { Rule } from '../netfilter/rule.ts';
import { addressesOn, ipv4Of, isInRange, rangeOf, subnetAddressesOn, unlistedAddresses } from './addresses.ts';
import { defineSection } from './define-section.ts';
import { dhcpFilesOf } from './expectations.ts';
import { macBehind } from './macs.ts';
import { hasOwnAddresses, type Router, type RouterLeg, routers } from './routers.ts';
import type { Subject } from './subject.ts';
import { switchDatabase } from './switch-database.ts';

/** An address of the external network that a router translates to one inside, as the rules or the qg tell of it. */
export interface FloatingIp {
  readonly subject: Subject;
  readonly router: Router;
  readonly gateway: RouterLeg;
  readonly address: string;
  /** Where it leads, as far as any rule says so. */
  readonly fixed: string | undefined;
  readonly isOnGateway: Known<boolean>;
  readonly rules: Known<Translation>;
  /** Another router of the same external network that holds the address, or translates it. */
  readonly rival:
    | { readonly router: Router; readonly isHolding: boolean; readonly hasRules: Known<boolean> }
    | undefined;
  /** False where the list of all ports of the network it leads to is on this host and lacks its target. */
  readonly hasTarget: Known<boolean>;
}

/** What the rules do with a floating IP (Neutron, l3/router_info.py: floating_forward_rules). */
export interface Translation {
  /** The beginning of the agent's chain names, such as `neutron-l3-agent`. */
  readonly prefix: string | undefined;
  readonly hasDnat: boolean;
  /** DNAT rules of the agent's chain that lead it elsewhere, or are not for what comes in by the gateway port. */
  readonly astray: readonly Rule[];
  readonly hasSnat: boolean;
  /** SNAT rules of the agent's chain that give what its VM sends another address. */
  readonly strayed: readonly Rule[];
  /** Single ports of it are forwarded (port forwarding has chains of its own, and no SNAT). */
  readonly isForwardedByPort: boolean;
  readonly isRandom: boolean;
}

type Sources = Pick<Facts, 'agentFiles' | 'dnsmasq' | 'hostStack'> & { readonly database: Known<SwitchDatabase> };

export const floatingIps = defineSection({
  name: 'floatingIps',
  standsAlone: true,
  facts: ['agentFiles', 'dnsmasq', 'hostStack'],
  needs: [routers, switchDatabase],
  build: ({ agentFiles, dnsmasq, hostStack }, { switchDatabase: database, routers: all }) =>
    unlessHidden(
      mapKnown(all, (found) => floatingIpsOf({ agentFiles, dnsmasq, hostStack, database }, found)),
      valuesOf(all)
        .filter(hasOwnAddresses)
        .flatMap(({ stack, tables }) => [stack.interfaces, tableOf(tables, 'nat')]),
    ),
});

/** The floating IPs of routers whose qg is in place. Those of distributed routers are in other namespaces. */
function floatingIpsOf(facts: Sources, routers: readonly Router[]): readonly FloatingIp[] {
  const gateways = routers
    .filter(hasOwnAddresses)
    .flatMap((router) =>
      router.legs
        .filter((leg) => leg.role === 'router-gateway' && deviceOf(leg) !== undefined)
        .map((leg): Gateway => ({ router, leg })),
    );
  return gateways.flatMap((gateway) => {
    const nat = tableOf(gateway.router.tables, 'nat');
    const held = heldBy(gateway.leg);
    const translated = nat.known ? addressesIn(nat.value, held ?? []) : [];
    return [...new Set([...(held ?? []), ...translated])].map((address) =>
      floatingIpOf(facts, gateway, gateways, nat, address),
    );
  });
}

interface Gateway {
  readonly router: Router;
  readonly leg: RouterLeg;
}

function floatingIpOf(
  facts: Sources,
  { router, leg: gateway }: Gateway,
  gateways: readonly Gateway[],
  nat: Known<readonly Rule[]>,
  address: string,
): FloatingIp {
  const held = heldBy(gateway);
  const fixed = nat.known ? fixedOf(nat.value, address) : undefined;
  const others = gateways.filter((other) => other.router.id !== router.id && isOneNetwork(other.leg, gateway));
  const isHolding = ({ leg }: Gateway): boolean => heldBy(leg)?.includes(address) === true;
  const isTranslating = (other: Gateway): boolean =>
    pairsIn(valuesOf(tableOf(other.router.tables, 'nat'))).some((pair) => pair.address === address);
  const rival = others.find(isHolding) ?? others.find(isTranslating);
  return {
    subject: { ...gateway.subject, id: address, name: address },
    router,
    gateway,
    address,
    fixed,
    isOnGateway:
      held?.includes(address) === true || deviceOf(gateway)?.hasEveryAddress === true
        ? known(held?.includes(address) === true)
        : unknown(unlistedAddresses(router.namespace, gateway.device)),
    rules: mapKnown(nat, (rules) => translationOf(rules, address, fixed, gateway.device)),
    rival: rival && {
      router: rival.router,
      isHolding: isHolding(rival),
      hasRules: mapKnown(tableOf(rival.router.tables, 'nat'), (rules) =>
        pairsIn(rules).some((pair) => pair.address === address),
      ),
    },
    hasTarget: mapKnown(facts.agentFiles, () => fixed === undefined || hasTarget(facts, router, fixed)),
  };
}

const deviceOf = ({ interface: device }: RouterLeg) => (device.known ? device.value : undefined);

/** The agent puts floating IPs on qg as /32, beside the router's own address. */
function heldBy(leg: RouterLeg): readonly string[] | undefined {
  const device = deviceOf(leg);
  const held = device === undefined ? undefined : ipv4Of(device);
  return held?.flatMap(({ address, prefixLength }) =>
    prefixLength === 32 && address !== leg.expected?.address ? [address] : [],
  );
}

/** Ranges of different external networks may overlap: only ports of one network on one bridge can be rivals. */
function isOneNetwork(one: RouterLeg, other: RouterLeg): boolean {
  const [first, second] = [one, other].map(({ port }) => (port.known ? port.value : undefined));
  if (first === undefined || second === undefined) return false;
  return (
    first.network?.id === second.network?.id &&
    first.port.bridge === second.port.bridge &&
    first.port.tag === second.port.tag
  );
}

const floatingChain = '-float-snat';

interface Pair {
  readonly address: string;
  readonly fixed: string;
}

/** A whole address, not a port of it, that a rule of the agent sends on to another one. */
function dnatPairOf(rule: Rule): Pair | undefined {
  const [address, fixed] = [addressOf(rule, 'destination'), dnatAddressOf(rule)];
  const isOfAgent = /-(?:PREROUTING|OUTPUT)$/.test(rule.chain) && !asks(rule, 'destination-port');
  return isOfAgent && address !== undefined && fixed !== undefined ? { address, fixed } : undefined;
}

function snatPairOf(rule: Rule): Pair | undefined {
  const [fixed, address] = [addressOf(rule, 'source'), snatAddressOf(rule)];
  const isOfAgent = rule.chain.endsWith(floatingChain) && asksOnly(rule, 'source');
  return isOfAgent && address !== undefined && fixed !== undefined ? { address, fixed } : undefined;
}

const pairsIn = (rules: readonly Rule[]): readonly Pair[] =>
  rules.flatMap((rule) => dnatPairOf(rule) ?? snatPairOf(rule) ?? []);

/**
 * The addresses of floating IPs by the rules. One that only an SNAT rule names, for a VM whose floating IP is another one on
 * the gateway port, is no floating IP: the rule is wrong.
 */
function addressesIn(rules: readonly Rule[], held: readonly string[]): readonly string[] {
  const leads = rules.flatMap((rule) => dnatPairOf(rule) ?? []);
  const isStray = ({ address, fixed }: Pair) =>
    !held.includes(address) &&
    leads.every((lead) => lead.address !== address) &&
    leads.some((lead) => lead.fixed === fixed && held.includes(lead.address));
  const sent = rules.flatMap((rule) => snatPairOf(rule) ?? []).filter((pair) => !isStray(pair));
  return [...leads, ...sent].map(({ address }) => address);
}

/** The agent writes one address into several rules, of which one may have been changed: most of them are right. */
function fixedOf(rules: readonly Rule[], address: string): string | undefined {
  const all = pairsIn(rules).flatMap((pair) => (pair.address === address ? [pair.fixed] : []));
  const votesFor = (fixed: string) => all.filter((each) => each === fixed).length;
  return all.toSorted((one, other) => votesFor(other) - votesFor(one))[0];
}

/** For whatever comes in from outside; in distributed routers, by the link from the namespace of floating IPs. */
const isFromOutside = (rule: Rule, gateway: string): boolean =>
  asksOnly(rule, 'destination', 'in') &&
  conditionsOfKind(rule, 'in').every(({ device }) => isDeviceOf(device, gateway) || device.startsWith('rfp-'));

function translationOf(
  rules: readonly Rule[],
  address: string,
  fixed: string | undefined,
  gateway: string,
): Translation {
  const own = rules.filter((rule) => rule.chain.endsWith('-PREROUTING') && dnatPairOf(rule)?.address === address);
  const isRight = (rule: Rule) => dnatPairOf(rule)?.fixed === fixed && isFromOutside(rule, gateway);
  const jump = rules.find(({ chain, target }) => {
    return chain.endsWith('-snat') && target.kind === 'jump' && target.chain.endsWith(floatingChain);
  });
  return {
    prefix: jump?.chain.slice(0, -'-snat'.length),
    hasDnat: own.some(isRight),
    astray: own.filter((rule) => !isRight(rule)),
    hasSnat: rules.some((rule) => snatPairOf(rule)?.address === address),
    strayed: rules.filter((rule) => {
      const pair = snatPairOf(rule);
      return pair !== undefined && pair.fixed === fixed && pair.address !== address;
    }),
    // An address whose ports are forwarded is as a whole no VM's (Neutron, extensions/port_forwarding.py).
    isForwardedByPort:
      fixed === undefined &&
      rules.some((rule) => addressOf(rule, 'destination') === address && asks(rule, 'destination-port')),
    isRandom: rules.some(({ target }) => target.kind === 'snat' && target.isRandom),
  };
}

/**
 * dnsmasq's host file names every port of a network that has an address, wherever its VM runs (Neutron, dhcp.py:
 * _iter_hosts). Without such a file here, any address may be somebody's.
 */
function hasTarget(facts: Sources, { legs }: Router, fixed: string): boolean {
  const leg = legs.find((one) => {
    const device = one.role === 'router-interface' ? deviceOf(one) : undefined;
    return subnetAddressesOn(device).some((held) => isInRange(fixed, rangeOf(held)));
  });
  const network = leg?.port.known ? leg.port.value?.network?.id : undefined;
  const files = dhcpFilesOf(facts, network);
  const isServed = facts.dnsmasq.known && facts.dnsmasq.value.some(({ networkId }) => networkId === network);
  const isListing = files?.hosts.some(({ address }) => leg !== undefined && isListedFor(leg, address)) === true;
  if (files === undefined || !isServed || !isListing) return true;
  return files.hosts.some(({ address }) => address === fixed) || hasUnlistedVm(facts);
}

/** A VM here that no host file has an address for: the list lacks it, and the target may be its. */
function hasUnlistedVm({ database, agentFiles, hostStack }: Sources): boolean {
  if (!database.known || !agentFiles.known) return false;
  const listed = new Set(agentFiles.value.dhcp.flatMap(({ hosts }) => hosts.map(({ mac }) => mac)));
  const noted = database.value.bridges
    .flatMap(({ ports }) => ports.flatMap(({ interfaces }) => interfaces))
    .flatMap(({ externalIds, attachedMac }) => (externalIds['vm-uuid'] === undefined ? [] : (attachedMac ?? [])));
  const taps = hostStack.interfaces.known
    ? hostStack.interfaces.value.filter(({ name }) => name.startsWith('tap'))
    : [];
  const behind = taps.flatMap((tap) => macBehind(tap) ?? []);
  return [...noted, ...behind].some((mac) => !listed.has(mac));
}

/** The file lists the router's own port: it is of this very subnet, and the agent keeps it. */
const isListedFor = (leg: RouterLeg, address: string): boolean =>
  addressesOn(deviceOf(leg)).some((held) => held.address === address);
