import type { Blocker, Cause, Question } from './blocker.ts';
import { bridgesOf, switchLayer } from './places.ts';
import { portsIn, portsOn } from './switch-ports.ts';

const patches: Question = {
  argv: ['ovs-vsctl', '--timeout=5', '--bare', '--columns=name,options', 'find', 'Interface', 'type=patch'],
};

/** What a flag keeps a port from, and the word of ovs-ofctl(8), `mod-port`, that takes it away. */
const flags = [
  { flag: 'NO_RECV', bad: 'no-receive', good: 'receive', keeps: 'takes nothing from' },
  { flag: 'NO_FWD', bad: 'no-forward', good: 'forward', keeps: 'sends nothing to' },
  { flag: 'NO_FLOOD', bad: 'no-flood', good: 'flood', keeps: 'floods nothing to' },
] as const;

/** Flags of OpenFlow on the ports between which a packet was lost, or on those that join their bridges. */
export const portFlags: Blocker = {
  id: 'port-flag',
  commands: (gap) => (gap.segment.kind === 'switch' ? [...bridgesOf(gap).map(portsOn), patches] : []),
  judge: (gap, readings) => {
    const { segment } = gap;
    if (segment.kind !== 'switch') return [];
    const { from, to } = segment;
    const portsAt = (bridge: string) => portsIn(readings.text(portsOn(bridge)) ?? '');
    const all = bridgesOf(gap).flatMap((bridge) => portsAt(bridge).map(({ port }) => port));
    const joining = readPatches(readings.text(patches) ?? '').filter((pair) =>
      pair.every((port) => all.includes(port)),
    );
    return bridgesOf(gap).flatMap((bridge) => {
      const question = portsOn(bridge);
      return portsAt(bridge).flatMap(({ port, config, text }): Cause[] => {
        const isPatch = joining.some(([name]) => name === port);
        const isInput = isPatch || (from?.bridge === bridge && from.port === port);
        const isOutput = isPatch || (to?.bridge === bridge && to.port === port);
        return flags
          .filter(({ flag }) => config.includes(flag))
          .filter(({ flag }) => (flag === 'NO_RECV' ? isInput : isOutput))
          .map(({ flag, bad, good, keeps }) => {
            const change = (word: string) => ['ovs-ofctl', 'mod-port', bridge, port, word];
            const isBroadcast =
              gap.arp === 'request' ||
              (gap.packet.proto.name === 'dhcp' && gap.arp === undefined && !gap.packet.isReply);
            const isSure = flag !== 'NO_FLOOD' || isBroadcast;
            return {
              blocker: 'port-flag',
              certainty: isSure ? 'decided' : 'possible',
              layer: isPatch ? 'external-bridge' : switchLayer(gap, 'tap'),
              summary: `${bridge} ${keeps} its port ${port}: it has the OpenFlow flag ${bad}.`,
              evidence: [{ command: question.argv, where: 'host', output: text }],
              fix: {
                summary: `Take the flag ${bad} from ${port}`,
                risk: 'safe',
                commands: [change(good)],
                undo: [change(bad)],
                permanent:
                  'Nothing keeps such a flag over a restart of ovs-vswitchd: find what set it (a script, another controller).',
              },
            };
          });
      });
    });
  },
};

/** Patch ports with their peers: a name, below it `peer=phy-br-ex`, and an empty line. */
const readPatches = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/^(\S+)\n.*\bpeer=(\S+)$/gm)].map(([, name = '', peer = '']) => [name, peer.replaceAll('"', '')]);
