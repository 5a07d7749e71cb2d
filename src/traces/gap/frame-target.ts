import type { Blocker, Cause } from './blocker.ts';
import { macOf } from './places.ts';
import { cachedFlows, datapathNumberOf, datapathPorts } from './switch-flows.ts';

/** A guest that sends what is for its gateway, or for a neighbour, to another MAC: by the switch's cache of what it just passed on. */
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
    const isOwn = (line: string) =>
      line.includes(`in_port(${number})`) && line.includes(`eth(src=${mac},`) && line.includes('eth_type(0x0800)');
    const lines = (readings.text(cachedFlows) ?? '').split('\n').filter(isOwn);
    const targets = lines.map((line) => ({ line, target: line.match(/\beth\(src=[^,]+,dst=([0-9a-f:]{17})\)/)?.[1] }));
    // What it sends rightly to others says nothing of this packet.
    if (targets.some(({ target }) => target === real)) return [];
    return targets.slice(0, 1).flatMap(({ line, target }): Cause[] =>
      target === undefined || target.startsWith('ff:')
        ? []
        : [
            {
              blocker: 'frame-target',
              certainty: 'decided',
              layer: 'vm',
              summary: `The guest ${name} sends what is for ${packet.dst} to the MAC ${target}; ${crossing.to.name} has ${real}.`,
              evidence: [{ command: cachedFlows.argv, where: 'host', output: line.trim() }],
              fix: null,
              whoCanFix: 'the guest: its neighbour entry of that address is wrong',
            },
          ],
    );
  },
};
