import type { DhcpFiles } from '../facts/agent-files.ts';
import type { Dnsmasq } from '../facts/dnsmasq.ts';
import type { Facts } from '../facts/index.ts';
import { type Known, mapKnown, unknown, valuesOf } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import type { SwitchDatabase } from '../facts/switch.ts';
import { addressOf, conditionsOfKind, isDropping, isForPort, rangeOf } from '../netfilter/predicates.ts';
import type { Rule } from '../netfilter/rule.ts';
import { defineSection } from './define-section.ts';
import { allDhcpFiles } from './expectations.ts';
import { macBehind } from './macs.ts';
import { type LocalVlan, type Port, portKeyOf, ports } from './ports.ts';
import type { Subject } from './subject.ts';
import { integrationBridgeName, switchDatabase } from './switch-database.ts';

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
  /** What is on its bridge besides its own devices. */
  readonly extraPorts: readonly Interface[];
  readonly port: Known<Port | undefined>;
  readonly mac: string | undefined;
  readonly networkId: string | undefined;
  /** From the anti-spoofing rule of the hybrid firewall. */
  readonly address: string | undefined;
  readonly integrationBridge: string;
  readonly localVlan: LocalVlan | undefined;
  /** The rules of the hybrid firewall for what comes to the VM, in their order. */
  readonly firewall: Known<readonly Rule[]>;
  /** The same for what comes from the VM, and for what it may call itself. */
  readonly outgoing: Known<readonly Rule[]>;
  readonly spoofing: Known<readonly Rule[]>;
  /** The files of the DHCP server of its network, where that server is on this host. */
  readonly dhcpFiles: Known<DhcpFiles | undefined>;
  readonly dhcpProcess: Known<Dnsmasq | undefined>;
  /** The port's whole UUID, where the host knows it. */
  readonly id: string | undefined;
}

const plugDevice = /^(?:qvo|qvb|qbr)[0-9a-f]{8}-[0-9a-f]{2}$/;

type Sources = Pick<Facts, 'hostStack' | 'hostRules' | 'agentFiles' | 'dnsmasq'>;

export const vmPorts = defineSection({
  name: 'vmPorts',
  standsAlone: true,
  facts: ['hostStack', 'hostRules', 'agentFiles', 'dnsmasq'],
  needs: [switchDatabase, ports],
  build: (facts, sections) => vmPortsOf(facts, sections.switchDatabase, sections.ports),
});

/** The VMs of this host: hybrid plugs, as far as any of their devices is left, and taps that are ports of the switch. */
function vmPortsOf(
  facts: Sources,
  database: Known<SwitchDatabase>,
  ports: Known<readonly Port[]>,
): Known<readonly VmPort[]> {
  const { interfaces } = facts.hostStack;
  if (!interfaces.known && interfaces.seen === undefined) return unknown(interfaces.reason);
  const devices = new Map(valuesOf(interfaces).map((device) => [device.name, device]));
  const onSwitch = ports.known ? ports.value.filter(({ role }) => role === 'vm') : [];
  const names = [...devices.keys()].filter((name) => plugDevice.test(name));
  const unplugged = ports.known ? unpluggedTaps(facts, [...devices.values()], ports.value) : [];
  const keys = new Set([...names, ...onSwitch.map(({ subject }) => subject.name), ...unplugged].map(portKeyOf));
  // Whatever was plugged last comes last on the host: which VM is probed is not to depend on that.
  const inOrder = [...keys].sort();
  const integrationBridge = integrationBridgeName(database);
  const traces = readTraces(facts);
  return mapKnown(interfaces, () =>
    inOrder.map((portKey) => vmPortOf(portKey, devices, ports, integrationBridge, facts, traces)),
  );
}

/**
 * Taps of VMs that no bridge has, where the switch itself is to have them: their networks have other ports on it. Of what a
 * tap is on in other set-ups, nothing here tells.
 */
function unpluggedTaps(facts: Sources, devices: readonly Interface[], ports: readonly Port[]): readonly string[] {
  const plugged = new Set(ports.map(({ subject }) => subject.name));
  const networks = new Set(ports.flatMap(({ network }) => network?.id ?? []));
  return devices.flatMap((device) => {
    const { name, master } = device;
    if (!/^tap[0-9a-f]{8}-[0-9a-f]{2}$/.test(name) || typeof master === 'string' || plugged.has(name)) return [];
    const network = networkOfMac(facts, macBehind(device));
    return network !== undefined && networks.has(network) ? [name] : [];
  });
}

function vmPortOf(
  portKey: string,
  devices: ReadonlyMap<string, Interface>,
  ports: Known<readonly Port[]>,
  integrationBridge: string,
  facts: Sources,
  traces: ReadonlyMap<string, Trace>,
): VmPort {
  const port = mapKnown(ports, (all) => all.find(({ role, subject }) => role === 'vm' && subject.portKey === portKey));
  const found = port.known ? port.value : undefined;
  const tap = devices.get(`tap${portKey}`);
  const trace = traces.get(portKey.slice(0, 10));
  const mac = found?.interface?.attachedMac ?? trace?.mac ?? macBehind(tap);
  const networkId = found?.network?.id ?? networkOfMac(facts, mac);
  return {
    subject: found?.subject ?? {
      kind: 'port',
      id: trace?.id ?? `qvo${portKey}`,
      name: `qvo${portKey}`,
      portKey,
      networks: networkId === undefined ? [] : [networkId],
      routers: [],
    },
    portKey,
    qvo: devices.get(`qvo${portKey}`),
    qvb: devices.get(`qvb${portKey}`),
    qbr: devices.get(`qbr${portKey}`),
    tap,
    extraPorts: [...devices.values()].filter(
      // A device of another plug that is on the wrong bridge is missing on its own.
      ({ name, master }) => master === `qbr${portKey}` && !/^(?:tap|qv[bo])[0-9a-f]{8}-[0-9a-f]{2}$/.test(name),
    ),
    port,
    mac,
    networkId,
    address: trace?.address,
    integrationBridge,
    localVlan:
      found?.localVlan ??
      (ports.known
        ? ports.value.find(({ network }) => networkId !== undefined && network?.id === networkId)?.localVlan
        : undefined),
    firewall: mapKnown(facts.hostRules, () => trace?.incoming ?? []),
    outgoing: mapKnown(facts.hostRules, () => trace?.outgoing ?? []),
    spoofing: mapKnown(facts.hostRules, () => trace?.spoofing ?? []),
    dhcpFiles: mapKnown(facts.agentFiles, ({ dhcp }) => dhcp.find((folder) => folder.networkId === networkId)),
    dhcpProcess: mapKnown(facts.dnsmasq, (all) => all.find((process) => process.networkId === networkId)),
    id: found?.interface?.externalIds['iface-id'] ?? trace?.id,
  };
}

/** The network in whose DHCP files a MAC is listed. */
export function networkOfMac(facts: Pick<Facts, 'agentFiles'>, mac: string | undefined): string | undefined {
  if (mac === undefined) return undefined;
  return allDhcpFiles(facts).find(({ hosts }) => hosts.some((host) => host.mac === mac))?.networkId;
}

interface Trace {
  readonly id: string | undefined;
  readonly mac: string | undefined;
  readonly address: string | undefined;
  readonly incoming: readonly Rule[];
  readonly outgoing: readonly Rule[];
  readonly spoofing: readonly Rule[];
}

const keyLength = 10;

/** What the hybrid firewall's rules tell of a port, by the ten characters of its UUID that fit into a chain's name. */
function readTraces({ hostRules }: Pick<Facts, 'hostRules'>): ReadonlyMap<string, Trace> {
  const rules = valuesOf(hostRules);
  const ids = new Map(
    rules
      .flatMap((rule) => conditionsOfKind(rule, 'comment'))
      .flatMap(({ text }) => text.match(/^Set zone for ([0-9a-f-]{36})$/)?.[1] ?? [])
      .map((id) => [id.slice(0, keyLength), id]),
  );
  const own = new Map<string, Rule[]>();
  for (const rule of rules) {
    const key = rule.chain.match(/-[ios]([0-9a-f]{8}-[0-9a-f])$/)?.[1];
    if (key === undefined) continue;
    const before = own.get(key);
    if (before === undefined) own.set(key, [rule]);
    else before.push(rule);
  }
  return new Map(
    [...new Set([...ids.keys(), ...own.keys()])].map((key) => [key, traceOf(ids.get(key), own.get(key) ?? [])]),
  );
}

function traceOf(id: string | undefined, rules: readonly Rule[]): Trace {
  const ofKind = (kind: 'i' | 'o' | 's') =>
    rules.filter(({ chain }) => chain.endsWith(`-${kind}${chain.slice(-keyLength)}`));
  const spoofing = ofKind('s');
  const listed = spoofing.flatMap((rule) => {
    const [address, mac] = [addressOf(rule, 'source'), conditionsOfKind(rule, 'source-mac')[0]?.mac];
    return address === undefined || mac === undefined ? [] : [{ address, mac }];
  });
  const last = listed.at(-1);
  return { id, mac: last?.mac, address: last?.address, incoming: ofKind('i'), outgoing: ofKind('o'), spoofing };
}

/** The address that both of a VM's chains have for a MAC of it: the agent writes them at once, from what Neutron says. */
export function addressInChains(
  { firewall, spoofing }: Pick<VmPort, 'firewall' | 'spoofing'>,
  mac: string,
): string | undefined {
  const given = firewall.known ? addressForDhcp(firewall.value) : undefined;
  const isAllowed = (rule: Rule): boolean =>
    rule.target.kind === 'return' &&
    rangeOf(rule, 'source') === `${given}/32` &&
    conditionsOfKind(rule, 'source-mac').some((match) => match.mac === mac);
  return spoofing.known && spoofing.value.some(isAllowed) ? given : undefined;
}

/** The address at which a VM's chain lets the answers of its DHCP server in; none before Newton. */
function addressForDhcp(rules: readonly Rule[]): string | undefined {
  const ofDhcp = rules.filter((rule) => isForPort(rule, 'udp', 'source-port', 67) && !isDropping(rule));
  return ofDhcp.flatMap((rule) => addressOf(rule, 'destination') ?? []).find((each) => each !== '255.255.255.255');
}
