import type { Host } from '../host/host.ts';
import { firstOf } from './alternatives.ts';
import { Unparsable } from './known.ts';
import type { SwitchBridge, SwitchDatabase, SwitchInterface, SwitchPort } from './switch.ts';
import { parseOvsList } from './text/ovs-list.ts';
import { attachedMacOf, mapOf, numbersOf, stringOf, tagOf } from './text/ovs-values.ts';

/*
 * `ovs-vsctl show` leaves out the OpenFlow numbers and what the agents noted at their ports. `ovs-vsctl list` has them, a
 * table at a time; what nobody saved of it stays untold.
 */

/** The switch as it was shown, with what saved lists add to it. */
export async function withLists(host: Host, database: SwitchDatabase): Promise<SwitchDatabase> {
  const [bridges, ports, interfaces] = await Promise.all([
    notesIn(host, 'Bridge', bridgeNotes),
    notesIn(host, 'Port', portNotes),
    notesIn(host, 'Interface', interfaceNotes),
  ]);
  return {
    ...database,
    bridges: database.bridges.map((bridge) => ({
      ...bridge,
      ...bridges.get(bridge.name),
      ports: bridge.ports.map((port) => ({
        ...port,
        ...ports.get(port.name),
        interfaces: port.interfaces.map((device) => ({ ...device, ...interfaces.get(device.name) })),
      })),
    })),
  };
}

/** A value of the record by its column; throws where it has none of the name. */
type Column = (name: string) => string;

async function notesIn<T>(host: Host, table: string, read: (of: Column) => T): Promise<ReadonlyMap<string, T>> {
  const notes = await firstOf(
    host,
    undefined,
    [
      [
        ['ovs-vsctl', 'list', table],
        (text) =>
          new Map(
            parseOvsList(text).map((record): [string, T] => {
              const of = (name: string): string => {
                const value = record.get(name);
                if (value === undefined) throw new Unparsable(`a list without the column ${name}`);
                return value;
              };
              return [stringOf(of('name'), of('name')), read(of)];
            }),
          ),
      ],
    ],
    'not saved',
  );
  return notes.known ? notes.value : new Map();
}

const bridgeNotes = (of: Column): Pick<SwitchBridge, 'failMode' | 'datapathType' | 'datapathId'> => ({
  failMode: optional(of('fail_mode')),
  datapathType: optional(of('datapath_type')) ?? '',
  datapathId: optional(of('datapath_id')),
});

function portNotes(of: Column): Pick<SwitchPort, 'tag' | 'trunks' | 'vlanMode' | 'otherConfig'> {
  const tag = of('tag');
  return {
    tag: tag === '[]' ? undefined : tagOf(tag, tag),
    trunks: numbersOf(of('trunks'), of('trunks')),
    vlanMode: optional(of('vlan_mode')),
    otherConfig: mapOf(of('other_config'), of('other_config')),
  };
}

function interfaceNotes(of: Column): Omit<SwitchInterface, 'name'> {
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
