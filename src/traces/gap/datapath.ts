import type { Question } from './blocker.ts';

/* The datapath of Open vSwitch: its ports, what it does with packets, and what it has decided before. */

export const datapathPorts: Question = { argv: ['ovs-appctl', '--timeout=5', 'dpif/show'] };

/** What the datapath does with packets now: decided by the flows, and kept as long as such packets come. */
export const cachedFlows: Question = { argv: ['ovs-appctl', '--timeout=5', 'dpctl/dump-flows'], counters: true };

/** Of the datapath's decisions those on IPv4 that a MAC sends in by a port of the datapath. */
export const cachedFlowsFrom = (text: string | undefined, number: string, mac: string): readonly string[] =>
  (text ?? '').split('\n').filter((line) => {
    const [match = ''] = line.split(' actions:');
    return (
      match.includes(`in_port(${number})`) && match.includes(`eth(src=${mac},`) && match.includes('eth_type(0x0800)')
    );
  });

/** `qvo71e4b0be-57 5/7: (system)`: the number behind the slash is the datapath's. */
export function datapathNumberOf(text: string, port: string): string | undefined {
  const line = text.split('\n').find((each) => each.trimStart().startsWith(`${port} `));
  return line?.match(/^\s*\S+ \d+\/(\d+):/)?.[1];
}

/** What leaves the datapath: by which of its ports, in a VLAN or not, and how many bytes of it at most. */
export interface Output {
  readonly port: string;
  readonly isTagged: boolean;
  readonly most: number | undefined;
}

/** The outputs among datapath actions such as `push_vlan(vid=3,pcp=0),2,pop_vlan,trunc(100),7`. */
export function outputsOf(list: string): readonly Output[] {
  const words = list
    .replace(/\btrunc\((\d+)\)/g, 'trunc $1')
    .replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '')
    .split(',');
  let tags = 0;
  let most: number | undefined;
  return words.flatMap((word): Output[] => {
    if (word === 'push_vlan') tags += 1;
    if (word === 'pop_vlan') tags -= 1;
    const [, cut] = word.match(/^trunc (\d+)$/) ?? [];
    const output = { port: word, isTagged: tags > 0, most };
    // It holds for the next output only (ovs-actions(7)).
    most = cut === undefined ? undefined : Number(cut);
    return /^\d+$/.test(word) ? [output] : [];
  });
}
