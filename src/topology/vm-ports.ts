import type { Facts } from '../facts/collect.ts';
import { type Known, mapKnown } from '../facts/known.ts';
import type { Interface } from '../facts/stack.ts';
import { allDhcpFiles } from './expectations.ts';
import { macBehind } from './macs.ts';
import { integrationBridgeName, portKeyOf } from './ports.ts';
import type { HostView, Port, VmPort } from './types.ts';

const plugDevice = /^(?:qvo|qvb|qbr)[0-9a-f]{8}-[0-9a-f]{2}$/;

/** The VMs of this host: hybrid plugs, as far as any of their devices is left, and taps that are ports of the switch. */
export function vmPortsOf(facts: Facts, host: HostView, ports: Known<readonly Port[]>): Known<readonly VmPort[]> {
  const { interfaces } = facts.hostStack;
  if (!interfaces.known) return interfaces;
  const devices = new Map(interfaces.value.map((device) => [device.name, device]));
  const onSwitch = ports.known ? ports.value.filter(({ role }) => role === 'vm') : [];
  const names = [...devices.keys()].filter((name) => plugDevice.test(name));
  const keys = new Set([...names, ...onSwitch.map(({ subject }) => subject.name)].map(portKeyOf));
  // Whatever was plugged last comes last on the host: which VM is probed is not to depend on that.
  const inOrder = [...keys].sort();
  const integrationBridge = integrationBridgeName(facts.database);
  const traces = readTraces(facts);
  return {
    known: true,
    value: inOrder.map((portKey) => vmPortOf(portKey, devices, ports, integrationBridge, facts, traces, host)),
  };
}

function vmPortOf(
  portKey: string,
  devices: ReadonlyMap<string, Interface>,
  ports: Known<readonly Port[]>,
  integrationBridge: string,
  facts: Facts,
  traces: ReadonlyMap<string, Trace>,
  host: HostView,
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
    host,
    id: found?.interface?.externalIds['iface-id'] ?? trace?.id,
  };
}

/** The network in whose DHCP files a MAC is listed. */
export function networkOfMac(facts: Facts, mac: string | undefined): string | undefined {
  if (mac === undefined) return undefined;
  return allDhcpFiles(facts).find(({ hosts }) => hosts.some((host) => host.mac === mac))?.networkId;
}

interface Trace {
  readonly id: string | undefined;
  readonly mac: string | undefined;
  readonly address: string | undefined;
  readonly incoming: string[];
  readonly outgoing: string[];
  readonly spoofing: string[];
}

/** What the hybrid firewall's rules tell of a port, by the ten characters of its UUID that fit into a chain's name. */
function readTraces(facts: Facts): ReadonlyMap<string, Trace> {
  const traces = new Map<string, { -readonly [Key in keyof Trace]: Trace[Key] }>();
  if (!facts.hostRules.known) return traces;
  const traceOf = (key: string) => {
    const trace = traces.get(key) ?? {
      ...{ id: undefined, mac: undefined, address: undefined },
      ...{ incoming: [], outgoing: [], spoofing: [] },
    };
    traces.set(key, trace);
    return trace;
  };
  for (const rule of facts.hostRules.value) {
    const id = rule.match(/"Set zone for ([0-9a-f-]{36})"/)?.[1];
    if (id !== undefined) traceOf(id.slice(0, 10)).id = id;
    const [, kind, chain] = rule.match(/^-A \S+-([ios])([0-9a-f]{8}-[0-9a-f]) /) ?? [];
    if (chain !== undefined) {
      const own = traceOf(chain);
      (kind === 'i' ? own.incoming : kind === 'o' ? own.outgoing : own.spoofing).push(rule);
    }
    const [, key, address, mac] =
      rule.match(/^-A \S+-s([0-9a-f]{8}-[0-9a-f]) -s (\S+)\/32 .*--mac-source (\S+)/i) ?? [];
    if (key !== undefined && mac !== undefined) Object.assign(traceOf(key), { mac: mac.toLowerCase(), address });
  }
  return traces;
}
