import type { Gap } from '../trace.ts';
import type { Blocker, Cause, Question, Remedy } from './blocker.ts';
import { joiningPortsOf, portsBeside, readRows, rowsOf, wordsOf } from './database-rows.ts';
import { bridgesOf, switchLayer } from './places.ts';
import { portsIn, portsOn } from './switch-ports.ts';

const treesOf = (gap: Gap): Question => rowsOf('Bridge', 'name,stp_enable,rstp_enable', bridgesOf(gap));

const stateColumns = 'name,status,rstp_status';

/** Both protocols by the columns of ovs-vswitchd.conf.db(5), with the states in which a port passes packets. */
const protocols = [
  { setting: 'stp_enable', column: 'status', key: 'stp_state', passes: 'forwarding', name: 'STP' },
  { setting: 'rstp_enable', column: 'rstp_status', key: 'rstp_port_state', passes: 'Forwarding', name: 'RSTP' },
] as const;

/** A spanning tree that holds the ports between which a packet was lost: nobody needs one in bridges of Neutron's agents. */
export const spanningTree: Blocker = {
  id: 'spanning-tree',
  commands: (gap) => {
    const names = portsBeside(gap);
    if (names.length === 0) return [];
    const joining = joiningPortsOf(gap, stateColumns);
    return [treesOf(gap), rowsOf('Port', stateColumns, names), joining ?? [], ...bridgesOf(gap).map(portsOn)].flat();
  },
  judge: (gap, readings) => {
    const joining = joiningPortsOf(gap, stateColumns);
    const questions = [rowsOf('Port', stateColumns, portsBeside(gap)), ...(joining === undefined ? [] : [joining])];
    const ports = questions.flatMap((question) => readRows(readings.text(question)));
    return readRows(readings.text(treesOf(gap))).flatMap((bridge) => {
      const name = String(bridge.get('name'));
      const own = portsIn(readings.text(portsOn(name)) ?? '').map(({ port }) => port);
      return protocols.flatMap((protocol): Cause[] => {
        if (bridge.get(protocol.setting) !== true) return [];
        const states = ports.map((row) => ({
          port: String(row.get('name')),
          state: wordsOf(row.get(protocol.column)).get(protocol.key),
        }));
        const held = states.find(
          ({ port, state }) => state !== undefined && state !== protocol.passes && own.includes(port),
        );
        if (held === undefined) return [];
        return [
          {
            blocker: 'spanning-tree',
            certainty: 'decided',
            layer: switchLayer(gap, 'vlan'),
            isForAll: true,
            thing: `spanning tree of ${name}`,
            summary: `The spanning tree (${protocol.name}) of ${name} holds its port ${held.port} in state ${held.state}: it passes no packets.`,
            evidence: [
              {
                command: ['ovs-vsctl', 'get', 'Bridge', name, protocol.setting],
                where: 'host',
                output: 'true',
              },
              {
                command: ['ovs-vsctl', 'get', 'Port', held.port, `${protocol.column}:${protocol.key}`],
                where: 'host',
                output: held.state ?? '',
              },
            ],
            fix: withoutTree(name, protocol.setting, own),
          },
        ];
      });
    });
  },
};

function withoutTree(bridge: string, setting: string, ports: readonly string[]): Remedy {
  const set = (value: boolean) => ['ovs-vsctl', 'set', 'Bridge', bridge, `${setting}=${value}`];
  return {
    summary: `Switch the spanning tree of ${bridge} off, and have it flood to its ports again`,
    risk: 'safe',
    commands: [set(false), ...ports.flatMap((port) => floodAgain(bridge, port))],
    undo: [set(true)],
    permanent:
      'The setting is kept in Open vSwitch’s database; find what set it. A loop is prevented by having one patch between two bridges.',
  };
}

/**
 * Open vSwitch goes on leaving out of floods the ports of a tree that was switched off, until one of their flags changes
 * (`bundle_update` in ofproto-dpif.c; seen of 3.1).
 */
export const floodAgain = (bridge: string, port: string): readonly (readonly string[])[] =>
  ['no-flood', 'flood'].map((flag) => ['ovs-ofctl', 'mod-port', bridge, port, flag]);
