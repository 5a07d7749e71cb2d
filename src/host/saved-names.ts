import { basename } from 'node:path';
import type { Command } from './host.ts';

/** A file's name may have 255 bytes; `find` over many folders makes a longer one. */
export const longestName = 120;

/** A command's file name: its words without the tool's folder, other characters folded into `_`, as sosreport does. */
export const fileNameOf = ({ argv: [tool, ...words] }: Pick<Command, 'argv'>): string =>
  [basename(tool), ...words].join(' ').replace(/[^\w.-]+/g, '_');

/** What else people and sosreport call to the same effect; in a namespace too. */
const sameAs: readonly (readonly [name: string, ...others: string[]])[] = [
  ['ip_netns_list', 'ip_netns', 'ip_netns_show'],
  ['ip_addr_show', 'ip_address', 'ip_addr', 'ip_a_s', 'ip_-d_address', 'ip_-d_address_show', 'ip_-d_addr_show'],
  ['ip_rule_show', 'ip_rule', 'ip_rule_list', 'ip_-4_rule', 'ip_-4_rule_list'],
  ['ip_route_show', 'ip_r', 'ip_r_s', 'ip_-4_route', 'ip_-4_route_show'],
  ['netstat_-nr', 'netstat_-rn'],
  ['ovs-vsctl_show', 'ovs-vsctl_-t_5_show'],
];

/** The names under which a command's output may have been saved, the likeliest first. */
export function savedNamesOf(command: Pick<Command, 'argv'>): readonly string[] {
  const name = fileNameOf(command);
  const [inside = ''] = name.match(/^ip_netns_exec_[^_]+_/) ?? [];
  const others = sameAs.find(([known]) => known === name.slice(inside.length))?.slice(1) ?? [];
  return [name, ...others.map((other) => `${inside}${other}`)]
    .map((each) => each.slice(0, longestName))
    .flatMap((each) => [each, `${each}.txt`]);
}
