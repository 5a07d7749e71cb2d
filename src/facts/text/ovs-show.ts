import { Unparsable } from '../known.ts';
import {
  type SwitchBridge,
  type SwitchDatabase,
  type SwitchInterface,
  type SwitchPort,
  taggedByAgents,
  usualIntegrationBridge,
} from '../switch.ts';
import { isEllipsis, outputLines, unparsable, unsupportedCapture, withoutEntities } from './lines.ts';
import { atom, mapOf, numbersOf, stringOf, tagOf } from './ovs-values.ts';
import type { Writable } from './partial-interface.ts';

type OpenInterface = Writable<SwitchInterface>;
type OpenPort = Writable<Omit<SwitchPort, 'interfaces'>> & { readonly interfaces: OpenInterface[] };
type OpenBridge = Writable<Omit<SwitchBridge, 'ports'>> & { readonly ports: OpenPort[] };

interface Reading {
  readonly bridges: OpenBridge[];
  version: string | undefined;
  bridge: OpenBridge | undefined;
  port: OpenPort | undefined;
  hasGap: boolean;
  hasRoot: boolean;
  /** Ports behind a gap, so that nothing tells their bridge. */
  readonly stray: OpenPort[];
}

/** With the line that begins the output: an excerpt hardly has that, while its end is short enough to be kept. */
export type ShownSwitch = SwitchDatabase & { readonly hasRoot: boolean };

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const heading = new RegExp(`^(Bridge|Port|Interface|Controller|Manager) (${atom})$`);
const attribute = new RegExp(String.raw`^(\w+): (${atom}|\[.*\]|\{.*\})$`);

/** `ovs-vsctl show`. Seen with Open vSwitch 1.4 to 3.3. The order of lines gives the structure, not the indentation. */
export function parseOvsShow(text: string): ShownSwitch {
  const reading: Reading = {
    bridges: [],
    version: undefined,
    bridge: undefined,
    port: undefined,
    hasGap: false,
    hasRoot: false,
    stray: [],
  };
  // The version ends the output: with its closing quote there, nothing can be cut but the line end.
  const ended = /\n *ovs_version: "[^"\n]*"$/.test(text) ? `${text}\n` : text;
  const lines = outputLines(withoutEntities(ended), ['ovs-vsctl']).map((line) => line.trim());
  if (lines.length === 0) throw new Unparsable('ovs-vsctl show printed nothing');
  for (const [index, line] of lines.entries()) {
    if (isEllipsis(line)) leaveGap(reading);
    else if (index === 0 && uuid.test(line)) reading.hasRoot = true;
    else if (!isRead(line, reading)) leaveGap(reading);
  }
  if (reading.bridges.length + reading.stray.length === 0 && reading.hasGap) {
    throw unparsable('not what ovs-vsctl show prints', lines[0] ?? '');
  }
  if (reading.version === undefined) leaveGap(reading);
  loosen(reading);
  settle(reading);
  const { bridges, version, hasGap } = reading;
  // A port has an interface, and what leads elsewhere says where, or has an error: where neither is told, a line was lost.
  const named = new Set(
    bridges.flatMap(({ ports }) =>
      ports.flatMap(({ interfaces }) => interfaces.flatMap(({ options }) => options['peer'] ?? [])),
    ),
  );
  // What a patch port names as its peer is one itself.
  const isLed = ({ name, type, options, error }: OpenInterface): boolean =>
    error !== undefined ||
    (type === 'patch' ? options['peer'] !== undefined : Object.keys(options).length > 0) ||
    !(leading.test(type) || (type === '' && named.has(name)));
  const isPlugged = ({ interfaces }: OpenPort): boolean => interfaces.length > 0 && interfaces.every(isLed);
  const isCut = bridges.some(({ ports }) => !ports.every(isPlugged));
  return {
    version,
    bridges: bridges.map((bridge) => ({ ...bridge, ports: bridge.ports.filter(isPlugged) })),
    isComplete: version !== undefined && !hasGap && !isCut,
    hasRoot: reading.hasRoot,
  };
}

/**
 * After lines that are missing, the bridge of a port is not known, and the port before them may have had more to it.
 * An interface of which nothing but the error could follow is taken as whole.
 */
function leaveGap(reading: Reading): void {
  const { bridge, port } = reading;
  const last = port?.interfaces.at(-1);
  const isWhole = last?.type === 'internal' || last?.error !== undefined || Object.keys(last?.options ?? {}).length > 0;
  // The ports of a bridge, of which each has one, follow what else is told of it.
  if (bridge?.ports.length === 0) reading.bridges.pop();
  if (port !== undefined && !isWhole) bridge?.ports.pop();
  reading.bridge = undefined;
  reading.port = undefined;
  reading.hasGap = true;
}

const leading = /^(?:patch|gre|vxlan|geneve)$/;

const agentPort = /^(?:tap|qvo|qr-|qg-|int-|phy-)/;

/** A remark behind the name (`Port "tap1" <- this one`). */
const remarked = new RegExp(`^(Bridge|Port|Interface) (${atom})\\s+\\S`);

/** Whether a line could be read; one that could not stands for a gap. */
function isRead(line: string, reading: Reading): boolean {
  if (reading.version !== undefined) return false;
  const [, kind, quotedName] = heading.exec(line) ?? remarked.exec(line) ?? [];
  const [, key, value] = attribute.exec(line) ?? [];
  try {
    if (kind !== undefined && quotedName !== undefined) open(kind, stringOf(quotedName, line), reading);
    else if (key !== undefined && value !== undefined) readAttribute(key, value, reading, line);
    else return false;
  } catch (error) {
    if (error instanceof Unparsable) return false;
    throw error;
  }
  return true;
}

/**
 * Every bridge has a port of its own name that the switch makes itself. Where one has that of another bridge too, the
 * line of that one was lost, and which port is on which of them is not told.
 */
function loosen(reading: Reading): void {
  const { bridges, stray } = reading;
  const isLocal = ({ name, interfaces }: OpenPort) => /^br-/.test(name) && interfaces[0]?.type === 'internal';
  for (const bridge of bridges.filter(({ name, ports }) => ports.some((port) => port.name !== name && isLocal(port)))) {
    stray.push(...bridge.ports.splice(0));
    reading.hasGap = true;
  }
  if (bridges.some(({ name, ports }) => !ports.some((port) => port.name === name))) reading.hasGap = true;
}

/** The agents tag ports on the integration bridge only: there belongs one with a tag whose bridge was left out. */
function settle({ bridges, stray }: Reading): void {
  const own = stray.filter(({ name, tag }) => tag !== undefined && taggedByAgents.test(name));
  if (own.length === 0) return;
  const known = bridges.find(({ name }) => name === usualIntegrationBridge);
  const bridge = known ?? { ...emptyBridge(usualIntegrationBridge) };
  if (known === undefined) bridges.push(bridge);
  bridge.ports.push(...own.map((port) => ({ ...port, bridge: bridge.name })));
}

const emptyBridge = (name: string): OpenBridge => ({
  name,
  failMode: undefined,
  datapathType: '',
  datapathId: undefined,
  ports: [],
});

function open(kind: string, name: string, reading: Reading): void {
  const { bridge, port } = reading;
  if (kind === 'Bridge') {
    // In several excerpts of one switch a bridge may be there again.
    const before = reading.hasGap ? reading.bridges.find((one) => one.name === name) : undefined;
    reading.bridge = before ?? emptyBridge(name);
    if (before === undefined) reading.bridges.push(reading.bridge);
    reading.port = undefined;
  } else if (kind === 'Port') {
    // The later excerpt of one switch is the newer one.
    if (reading.hasGap) forget(name, reading);
    // Behind a gap, the bridge is not told; a text that begins with a port begins behind one.
    reading.hasGap ||= bridge === undefined;
    const opened = {
      name,
      bridge: bridge?.name ?? '',
      tag: undefined,
      trunks: [],
      vlanMode: undefined,
      otherConfig: {},
    };
    reading.port = { ...opened, interfaces: [] };
    (bridge?.ports ?? reading.stray).push(reading.port);
  } else if (kind === 'Interface') {
    if (port === undefined) throw new Unparsable('an interface without its port');
    // Only a bond has interfaces of other names, and no agent makes one: the line of another port was lost.
    if (port.name !== name && [port.name, name].some((one) => agentPort.test(one)))
      throw new Unparsable('an interface of another port');
    if (port.interfaces.some((one) => one.name === name)) throw new Unparsable('an interface that is there twice');
    const untold = { ofport: undefined, error: undefined, externalIds: {}, attachedMac: undefined, options: {} };
    port.interfaces.push({ name, type: '', ...untold });
  }
}

function forget(name: string, { bridges, stray }: Reading): void {
  for (const ports of [...bridges.map((bridge) => bridge.ports), stray]) {
    const at = ports.findIndex((port) => port.name === name);
    if (at !== -1) ports.splice(at, 1);
  }
}

/** The port of the bridge itself, and what the agents and nova plug. */
const isNeverPatch = (name: string, port: OpenPort | undefined): boolean =>
  name === port?.bridge || taggedByAgents.test(name);

function readAttribute(key: string, value: string, reading: Reading, line: string): void {
  const { bridge, port } = reading;
  const member = port?.interfaces.at(-1);
  // Nothing is told twice of one interface: the lines of another were lost.
  const isAgain =
    (key === 'type' && member?.type !== '') || (key === 'options' && Object.keys(member?.options ?? {}).length > 0);
  const isOfPatch = (key === 'type' && value === 'patch') || (key === 'options' && /\bpeer=/.test(value));
  const isPatch = key === 'type' ? !isNeverPatch(member?.name ?? '', port) : member?.type === 'patch';
  if (member !== undefined && (isAgain || (isOfPatch && !isPatch)))
    throw new Unparsable('an attribute of another interface');
  if (key === 'ovs_version') reading.version = stringOf(value, line);
  else if (key === 'fail_mode' && bridge !== undefined) bridge.failMode = stringOf(value, line);
  else if (key === 'datapath_type' && bridge !== undefined) bridge.datapathType = stringOf(value, line);
  else if (key === 'tag' && port !== undefined && member === undefined) port.tag = tagOf(value, line);
  else if (key === 'trunks' && port !== undefined && member === undefined) port.trunks = numbersOf(value, line);
  // `system` is the other name of the type that is mostly left out.
  else if (key === 'type' && member !== undefined) member.type = stringOf(value, line).replace(/^system$/, '');
  else if (key === 'options' && member !== undefined) member.options = mapOf(value, line);
  else if (key === 'error' && member !== undefined) member.error = stringOf(value, line);
  else if (key !== 'is_connected' && key !== 'bfd_status') throw unsupportedCapture(line);
}
