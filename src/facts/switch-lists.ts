import { type Alternative, alternatives } from './alternatives.ts';
import { defineFallback, type Saved } from './fact.ts';
import { isSieved, type Known, known, seenOf, Unparsable, unknown } from './known.ts';
import {
  type SwitchBridge,
  type SwitchDatabase,
  type SwitchInterface,
  type SwitchPort,
  taggedByAgents,
  usualIntegrationBridge,
} from './switch.ts';
import { parseOvsList } from './text/ovs-list.ts';
import { parseOvsShow } from './text/ovs-show.ts';
import { attachedMacOf, mapOf, numbersOf, stringOf, tagOf } from './text/ovs-values.ts';

/*
 * `ovs-vsctl show` leaves out the OpenFlow numbers and what the agents noted at their ports. `ovs-vsctl list` has them, a
 * table at a time; what nobody saved of it stays untold.
 */

/** `ovs-vsctl show`, which every release prints, with what the lists add to it. */
export const switchAsText = defineFallback({
  reason: (database: Known<SwitchDatabase>) => (database.known ? undefined : database.reason),
  // A database that does not answer has nothing to tell as text either.
  futileAfter: /connection|alarm|permi/i,
  ask: () => ({
    show: alternatives([['ovs-vsctl', 'show'], parseOvsShow]),
    bridges: notesIn('Bridge', bridgeNotes),
    ports: notesIn('Port', portNotes),
    interfaces: notesIn('Interface', interfaceNotes),
  }),
  read({ show, ...lists }, _, { saved }) {
    // Of an excerpt, what is in it is known; that something else is not in it tells nothing (`isComplete`).
    const seen = seenOf(show);
    const [bridges, interfaces] = [notesOf(lists.bridges), notesOf(lists.interfaces)];
    const ports = new Map([...tagsAskedFor(saved), ...notesOf(lists.ports)]);
    if (seen === undefined) {
      const bridge = listedAlone(ports, interfaces);
      if (bridge !== undefined) return known({ version: undefined, bridges: [bridge], isComplete: false });
      return show.known ? unknown('nothing was shown') : unknown(show.reason);
    }
    const { hasRoot, ...shown } = seen;
    return known({
      ...shown,
      isComplete: show.known && shown.isComplete && (hasRoot || !saved.mayBeExcerpt),
      bridges: shown.bridges.map((bridge) => ({
        ...bridge,
        ...bridges.get(bridge.name),
        ports: bridge.ports
          .filter((port) => ports.has(port.name) || !isSieved(show) || !mayHaveLostTag(port))
          .map((port) => ({
            ...port,
            ...ports.get(port.name),
            interfaces: port.interfaces.map((device) => ({ ...device, ...interfaces.get(device.name) })),
          })),
      })),
    });
  },
});

const untoldPort = { trunks: [], vlanMode: undefined, otherConfig: {} };

/** `ovs-vsctl get Port NAME tag`, which somebody asked of one port. */
const tagsAskedFor = (saved: Saved): Notes<PortNotes> =>
  new Map(
    saved.texts().flatMap((text): readonly [string, PortNotes][] => {
      const { name } =
        /^ovs-vsctl(?: -\S+)* get [Pp]ort (?<name>[\w.-]+) tag$/.exec(text.command?.join(' ') ?? '')?.groups ?? {};
      const tag = name === undefined ? undefined : /^(\d{1,4})\s*$/.exec(text.read())?.[1];
      if (name === undefined || tag === undefined) return [];
      text.noteUse();
      return [[name, { ...untoldPort, tag: tagOf(tag, tag) }]];
    }),
  );

/** In what may have lost a line, a port without a tag tells nothing but what else is said of it. */
const mayHaveLostTag = ({ name, tag, interfaces }: SwitchPort): boolean =>
  tag === undefined &&
  /^(?:tap|qvo|qr-|qg-|ha-|sg-)/.test(name) &&
  interfaces.every(({ error }) => error === undefined);

/** Ports of the agents of which only their own records are there: the agents tag them on the integration bridge. */
function listedAlone(ports: Notes<PortNotes>, interfaces: Notes<InterfaceNotes>): SwitchBridge | undefined {
  const isOwn = ([name, { tag }]: readonly [string, PortNotes]): boolean =>
    (tag !== undefined && taggedByAgents.test(name)) || (tag === 'dead' && name.startsWith('qg-'));
  const own = [...ports].filter(isOwn);
  if (own.length === 0) return undefined;
  const untold = {
    type: '',
    ofport: undefined,
    error: undefined,
    externalIds: {},
    attachedMac: undefined,
    options: {},
  };
  return {
    ...{ name: usualIntegrationBridge, failMode: undefined, datapathType: '', datapathId: undefined },
    ports: own.map(([name, notes]) => ({
      ...{ name, bridge: usualIntegrationBridge, ...notes },
      interfaces: [{ name, ...untold, ...interfaces.get(name) }],
    })),
  };
}

/** A value of the record by its column; throws where it has none of the name. */
type Column = (name: string) => string;

type Notes<T> = ReadonlyMap<string, T>;

const notesOf = <T>(notes: Known<Notes<T>>): Notes<T> => seenOf(notes) ?? new Map();

function notesIn<T>(table: string, read: (of: Column) => T): readonly Alternative<Notes<T>>[] {
  const parse = (text: string) =>
    new Map(
      parseOvsList(text).map((record): [string, T] => {
        const of = (name: string): string => {
          const value = record.get(name);
          // `--columns` shows some: what a port's record lacks is left to what else is known.
          if (value !== undefined) return value;
          if (name !== 'tag' && record.has('tag')) return unlisted[name] ?? '[]';
          throw new Unparsable(`a list without the column ${name}`);
        };
        return [stringOf(of('name'), of('name')), read(of)];
      }),
    );
  return [[['ovs-vsctl', 'list', table], parse]];
}

/** What stands for a column that was not asked for. */
const unlisted: Readonly<Record<string, string>> = { other_config: '{}' };

type PortNotes = Pick<SwitchPort, 'tag' | 'trunks' | 'vlanMode' | 'otherConfig'>;
type InterfaceNotes = Omit<SwitchInterface, 'name'>;

const bridgeNotes = (of: Column): Pick<SwitchBridge, 'failMode' | 'datapathType' | 'datapathId'> => ({
  failMode: optional(of('fail_mode')),
  datapathType: optional(of('datapath_type')) ?? '',
  datapathId: optional(of('datapath_id')),
});

function portNotes(of: Column): PortNotes {
  const tag = of('tag');
  return {
    tag: tag === '[]' ? undefined : tagOf(tag, tag),
    trunks: numbersOf(of('trunks'), of('trunks')),
    vlanMode: optional(of('vlan_mode')),
    otherConfig: mapOf(of('other_config'), of('other_config')),
  };
}

function interfaceNotes(of: Column): InterfaceNotes {
  const ofport = of('ofport');
  const externalIds = mapOf(of('external_ids'), of('external_ids'));
  if (!/^(?:\[\]|-1|\d{1,5})$/.test(ofport)) throw new Unparsable(`no OpenFlow number: ${ofport.slice(0, 60)}`);
  return {
    // ovs-vswitchd.conf.db(5): `system` is the long form of the empty type.
    type: (optional(of('type')) ?? '').replace(/^system$/, ''),
    ofport: ofport === '[]' ? undefined : Number(ofport),
    error: optional(of('error')),
    externalIds,
    attachedMac: attachedMacOf(externalIds),
    options: mapOf(of('options'), of('options')),
  };
}

const optional = (value: string): string | undefined => (value === '[]' ? undefined : stringOf(value, value));
