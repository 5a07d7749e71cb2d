import { Unparsable } from '../known.ts';
import type { SwitchBridge, SwitchDatabase, SwitchInterface, SwitchPort } from '../switch.ts';
import { isEllipsis, notUnderstood, outputLines, unparsable, withoutEntities } from './lines.ts';
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
  };
  // The version ends the output: with its closing quote there, nothing can be cut but the line end.
  const ended = /\n *ovs_version: "[^"\n]*"$/.test(text) ? `${text}\n` : text;
  const lines = outputLines(withoutEntities(ended), ['ovs-vsctl']).map((line) => line.trim());
  if (lines.length === 0) throw new Unparsable('ovs-vsctl show printed nothing');
  for (const [index, line] of lines.entries()) {
    if (isEllipsis(line)) leaveGap(reading);
    else if (reading.version !== undefined) throw notUnderstood(line);
    else if (index === 0 && uuid.test(line)) reading.hasRoot = true;
    else readLine(line, reading);
  }
  const { bridges, version, hasGap } = reading;
  if (version === undefined) leaveGap(reading);
  for (const port of bridges.flatMap(({ ports }) => ports)) {
    if (port.interfaces.length === 0) throw unparsable('a port without an interface', port.name);
  }
  return { version, bridges, isComplete: version !== undefined && !hasGap, hasRoot: reading.hasRoot };
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

function readLine(line: string, reading: Reading): void {
  const [, kind, quotedName] = heading.exec(line) ?? [];
  const [, key, value] = attribute.exec(line) ?? [];
  if (kind !== undefined && quotedName !== undefined) open(kind, stringOf(quotedName, line), reading, line);
  else if (key !== undefined && value !== undefined) readAttribute(key, value, reading, line);
  else throw notUnderstood(line);
}

function open(kind: string, name: string, reading: Reading, line: string): void {
  const { bridge, port } = reading;
  if (kind === 'Bridge') {
    reading.bridge = { name, failMode: undefined, datapathType: '', datapathId: undefined, ports: [] };
    reading.bridges.push(reading.bridge);
    reading.port = undefined;
  } else if (kind === 'Port') {
    if (bridge === undefined) throw unparsable('a port without the bridge that it is on', line);
    const opened = { name, bridge: bridge.name, tag: undefined, trunks: [], vlanMode: undefined, otherConfig: {} };
    reading.port = { ...opened, interfaces: [] };
    bridge.ports.push(reading.port);
  } else if (kind === 'Interface') {
    if (port === undefined) throw unparsable('an interface without its port', line);
    const untold = { ofport: undefined, error: undefined, externalIds: {}, attachedMac: undefined, options: {} };
    port.interfaces.push({ name, type: '', ...untold });
  }
}

function readAttribute(key: string, value: string, reading: Reading, line: string): void {
  const { bridge, port } = reading;
  const member = port?.interfaces.at(-1);
  if (key === 'ovs_version') reading.version = stringOf(value, line);
  else if (key === 'fail_mode' && bridge !== undefined) bridge.failMode = stringOf(value, line);
  else if (key === 'datapath_type' && bridge !== undefined) bridge.datapathType = stringOf(value, line);
  else if (key === 'tag' && port !== undefined && member === undefined) port.tag = tagOf(value, line);
  else if (key === 'trunks' && port !== undefined && member === undefined) port.trunks = numbersOf(value, line);
  // `system` is the other name of the type that is mostly left out.
  else if (key === 'type' && member !== undefined) member.type = stringOf(value, line).replace(/^system$/, '');
  else if (key === 'options' && member !== undefined) member.options = mapOf(value, line);
  else if (key === 'error' && member !== undefined) member.error = stringOf(value, line);
  else if (key !== 'is_connected' && key !== 'bfd_status') throw notUnderstood(line);
}
