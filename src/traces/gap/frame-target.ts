import { type Blocker, type Cause, roseBy } from './blocker.ts';
import { cachedFlows, cachedFlowsFrom, datapathNumberOf, datapathPorts } from './datapath.ts';
import { macOf } from './places.ts';

/** A guest that sends what is for its gateway, or for a neighbour, to another MAC: by what rises in the switch's cache. */
export const frameTarget: Blocker = {
  id: 'frame-target',
  commands: ({ segment, crossing, arp }) =>
    segment.kind === 'switch' && crossing.from.kind === 'guest' && !crossing.isInjected && arp === undefined
      ? [datapathPorts, cachedFlows]
      : [],
  judge: (gap, readings) => {
    const { segment, crossing, packet } = gap;
    const real = macOf(crossing.to);
    if (segment.kind !== 'switch' || crossing.from.kind !== 'guest' || real === undefined) return [];
    const { name, mac, end } = crossing.from;
    const number = datapathNumberOf(readings.text(datapathPorts) ?? '', end?.port ?? '');
    if (number === undefined) return [];
    const before = new Map(
      cachedFlowsFrom(readings.before(cachedFlows), number, mac).map((line) => [matchOf(line), packetsOf(line)]),
    );
    // What it sends to others besides, or sent before, says nothing of this packet.
    const targets = cachedFlowsFrom(readings.text(cachedFlows), number, mac)
      .filter((line) => roseBy(before.get(matchOf(line)), packetsOf(line), readings.sent) !== undefined)
      .map((line) => ({ line, target: line.match(/\beth\(src=[^,]+,dst=([0-9a-f:]{17})\)/)?.[1] }));
    if (targets.some(({ target }) => target === real)) return [];
    return targets.slice(0, 1).flatMap(({ line, target }): Cause[] =>
      target === undefined || target.startsWith('ff:')
        ? []
        : [
            {
              blocker: 'frame-target',
              certainty: 'decided',
              layer: 'vm',
              summary: `The guest ${name} sends what is for ${packet.dst} to the MAC ${target}; ${crossing.to.name} has ${real}. The neighbour entry is wrong inside the guest.`,
              // The switch forgets its decisions within seconds.
              evidence: [{ command: cachedFlows.argv, where: 'host', output: line.trim(), isSeen: true }],
              fix: null,
            },
          ],
    );
  },
};

const matchOf = (line: string): string => line.split(', packets:')[0] ?? '';

const packetsOf = (line: string): number => Number(line.match(/, packets:(\d+)/)?.[1] ?? 0);
