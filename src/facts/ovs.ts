import * as z from 'zod';
import type { Command } from '../host/host.ts';
import { defineFact } from './fact.ts';
import { type Known, Unparsable, unknown } from './known.ts';
import { jsonLines, parsed } from './result.ts';
import type { SwitchBridge, SwitchDatabase, SwitchInterface, SwitchPort } from './switch.ts';
import { switchAsText } from './switch-lists.ts';
import { attachedMacOf } from './text/ovs-values.ts';

/*
 * The whole switch from one `ovs-vsctl`: one JSON document per table, in the order asked for.
 * Format: ovs-vsctl(8), "--format=json"; values as in RFC 7047, section 5.1. Seen with Open vSwitch 2.5 to 3.1.
 */
const columns = {
  Open_vSwitch: 'ovs_version',
  Bridge: 'name,ports,fail_mode,datapath_type,datapath_id',
  Port: '_uuid,name,interfaces,tag,trunks,vlan_mode,other_config',
  Interface: '_uuid,name,type,ofport,error,external_ids,options',
};

export const switchCommand: Command = {
  argv: [
    'ovs-vsctl',
    '--timeout=5',
    '-f',
    'json',
    ...Object.entries(columns).flatMap(([table, names]) => ['--', `--columns=${names}`, 'list', table]),
  ],
};

const deadColumns = 'name,tag';

/** The dead ports of the switch: the second look, some seconds after the first. */
const deadPortsCommand: Command = {
  argv: ['ovs-vsctl', '--timeout=5', '-f', 'json', `--columns=${deadColumns}`, 'find', 'Port', 'tag=4095'],
};

/** How long the agent may take to wire a fresh port, which sits on the dead VLAN until then (2 s polling). */
const recheckAfterMs = 4000;

const tableSchema = z.object({ headings: z.array(z.string()), data: z.array(z.array(z.unknown())) });

/** A map of RFC 7047: `["map", [[key, value], …]]`. */
const mapSchema = z.tuple([z.literal('map'), z.array(z.tuple([z.string(), z.string()]))]);

type Row = ReadonlyMap<string, unknown>;

function readTable(document: unknown, wanted: string | undefined): readonly Row[] {
  const table = tableSchema.safeParse(document);
  if (!table.success) throw new Unparsable('not a table of ovs-vsctl');
  const { headings, data } = table.data;
  if (headings.toSorted().join() !== wanted?.split(',').toSorted().join())
    throw new Unparsable('a table of other columns');
  if (data.some(({ length }) => length !== headings.length)) throw new Unparsable('a row of another width');
  return data.map((values) => new Map(headings.map((heading, index) => [heading, values[index]])));
}

export function readSwitch(text: string): SwitchDatabase {
  const asked = Object.values(columns);
  const [root, bridges, ports, interfaces] = jsonLines(text, asked.length).map((document, index) =>
    readTable(document, asked[index]),
  );
  if (root === undefined || bridges === undefined || ports === undefined || interfaces === undefined) {
    throw new Unparsable('a table is missing');
  }
  if (ports.length > mostPorts) throw new Unparsable(`${ports.length} ports; qdoctor judges up to ${mostPorts}`);
  // ovs-vswitchd.conf.db(5): the table Open_vSwitch has exactly one record.
  if (root.length !== 1) throw new Unparsable('not one root');
  const interfaceOf = new Map(interfaces.map((row) => [uuidOf(row.get('_uuid')), readInterface(row)]));
  const rowOfPort = new Map(ports.map((row) => [uuidOf(row.get('_uuid')), row]));
  mustBeTheSame('ports', [...rowOfPort.keys()], bridges, 'ports');
  mustBeTheSame('interfaces', [...interfaceOf.keys()], ports, 'interfaces');
  return {
    version: textOf(root[0]?.get('ovs_version')),
    bridges: bridges.map((row): SwitchBridge => {
      const name = requiredText(row, 'name');
      return {
        name,
        failMode: textOf(row.get('fail_mode')),
        datapathType: textOf(row.get('datapath_type')) ?? '',
        datapathId: textOf(row.get('datapath_id')),
        ports: uuidsOf(row.get('ports')).flatMap((uuid) => {
          const port = rowOfPort.get(uuid);
          return port === undefined ? [] : [readPort(port, name, interfaceOf)];
        }),
      };
    }),
    isComplete: true,
  };
}

/** The database keeps no port without a bridge and no interface without a port: a row too few or too many was lost. */
function mustBeTheSame(what: string, there: readonly string[], owners: readonly Row[], column: string): void {
  const owned = new Set(owners.flatMap((row) => uuidsOf(row.get(column))));
  if (there.length !== owned.size || there.some((uuid) => !owned.has(uuid))) {
    throw new Unparsable(`${there.length} ${what}, but ${owned.size} are in use`);
  }
}

/** The names of the ports that are on the dead VLAN at the second look. */
const readDeadPorts = (text: string): ReadonlySet<string> =>
  new Set(
    jsonLines(text, 1).flatMap((document) => readTable(document, deadColumns).map((row) => requiredText(row, 'name'))),
  );

function readPort(row: Row, bridge: string, interfaceOf: ReadonlyMap<string, SwitchInterface>): SwitchPort {
  const name = requiredText(row, 'name');
  const interfaces = uuidsOf(row.get('interfaces')).flatMap((uuid) => interfaceOf.get(uuid) ?? []);
  // Only a bond has interfaces of other names, and no agent makes one.
  const other = interfaces.find((device) => device.name !== name)?.name;
  if (other !== undefined && interfaces.length === 1 && [name, other].some((one) => agentPort.test(one))) {
    throw new Unparsable(`port ${name} has the interface ${other}`);
  }
  return {
    name,
    bridge,
    tag: readTag(row.get('tag')),
    trunks: setOf(row.get('trunks')).filter((trunk) => typeof trunk === 'number'),
    vlanMode: textOf(row.get('vlan_mode')),
    otherConfig: mapOf(row.get('other_config')),
    interfaces,
  };
}

/** Far above what a host has: its VMs take one or two each. Bounds the time that a made-up recording can take. */
const mostPorts = 20_000;

const agentPort = /^(?:tap|qvo|qr-|qg-|int-|phy-)/;

function readInterface(row: Row): SwitchInterface {
  const ofport = setOf(row.get('ofport'))[0];
  const externalIds = mapOf(row.get('external_ids'));
  return {
    name: requiredText(row, 'name'),
    // ovs-vswitchd.conf.db(5): `system` is the long form of the empty type.
    type: textOf(row.get('type'))?.replace(/^system$/, '') ?? '',
    ofport: typeof ofport === 'number' ? ofport : undefined,
    error: textOf(row.get('error')),
    externalIds,
    attachedMac: attachedMacOf(externalIds),
    options: mapOf(row.get('options')),
  };
}

function readTag(value: unknown): SwitchPort['tag'] {
  const tag = setOf(value)[0];
  if (tag === undefined) return undefined;
  if (typeof tag !== 'number') throw new Unparsable('a tag that is no number');
  // 4095 is where the agent parks a port that must not talk (DEAD_VLAN_TAG in Neutron and Quantum).
  return tag === 4095 ? 'dead' : tag;
}

/** A set of RFC 7047: `["set", […]]`, or the one element by itself. */
function setOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value) && value[0] === 'set' && Array.isArray(value[1])) return value[1] as readonly unknown[];
  return value === undefined ? [] : [value];
}

function mapOf(value: unknown): Readonly<Record<string, string>> {
  const map = mapSchema.safeParse(value);
  if (!map.success) throw new Unparsable('a column that is no map');
  return Object.fromEntries(map.data[1]);
}

const textOf = (value: unknown): string | undefined => {
  const first = setOf(value)[0];
  return typeof first === 'string' ? first : undefined;
};

function requiredText(row: Row, column: string): string {
  const text = textOf(row.get(column));
  if (text === undefined) throw new Unparsable(`a row without ${column}`);
  return text;
}

function uuidOf(value: unknown): string {
  if (Array.isArray(value) && value[0] === 'uuid' && typeof value[1] === 'string') return value[1];
  throw new Unparsable('a row without _uuid');
}

function uuidsOf(value: unknown): readonly string[] {
  if (Array.isArray(value) && value[0] === 'uuid') return [uuidOf(value)];
  return setOf(value).map(uuidOf);
}

const isDead = (port: SwitchPort) => port.tag === 'dead';

export const database = defineFact({
  id: 'database',
  about: 'the switch, its bridges, ports and interfaces',
  ask: () => ({ switch: switchCommand }),
  read: ({ switch: { command, result } }): Known<SwitchDatabase> => parsed(command, result, readSwitch),
  // A port sits on the dead VLAN for seconds while the agent wires it: only one that stays there is dead.
  recheck: {
    command: 'switch',
    sign: /,4095,/,
    afterMs: recheckAfterMs,
    also: { dead: deadPortsCommand },
    read(first, again, { dead: look }) {
      if (!first.known || look === undefined) return first;
      const ports = first.value.bridges.flatMap((bridge) => bridge.ports.filter(isDead));
      if (ports.length === 0) return first;
      const dead = parsed(deadPortsCommand, look.result, readDeadPorts);
      if (!dead.known) return unknown(dead.reason);
      // Where the agent is at work, what it has done since counts.
      return ports.every(({ name }) => dead.value.has(name)) ? first : again;
    },
  },
  fallbacks: [switchAsText],
});
