import { basename } from 'node:path';
import type { Command } from './host.ts';

/** A file's name may have 255 bytes; `find` over many folders makes a longer one. */
export const longestName = 120;

/** A command's file name: its words without the tool's folder, other characters folded into `_`, as sosreport does. */
export const fileNameOf = ({ argv: [tool, ...words] }: Pick<Command, 'argv'>): string =>
  [basename(tool), ...words].join(' ').replace(/[^\w.-]+/g, '_');

/** What else people and sosreport call to the same effect; in a namespace too. */
const sameAs: readonly string[] = [
  'ip_netns_list ip_netns ip_netns_show',
  'ip_addr_show ip_address ip_addr ip_a_s ip_-d_address ip_-d_address_show ip_-d_addr_show ip_-d_addr ip_-s_addr ip_-o_addr',
  'ip_link_show ip_-d_link_show ip_-s_-d_link ip_-d_link ip_link',
  'ip_rule_show ip_rule ip_rule_list ip_-4_rule ip_-4_rule_list',
  'ip_route_show ip_r ip_r_s ip_-4_route ip_-4_route_show',
  'netstat_-nr netstat_-rn',
  'ovs-vsctl_show ovs-vsctl_-t_5_show',
  'ps_auxww ps_auxwwwm ps_auxwww ps_auxwwf ps_auxwwwf ps_auxfwww ps_alxwww ps_-elfww ps_-elfL ps_-elf ps_aux ps_auxf',
];

/** The names under which a command's output may have been saved, the likeliest first. */
export function savedNamesOf(command: Pick<Command, 'argv'>): readonly string[] {
  const name = fileNameOf(command);
  const [inside = ''] = name.match(/^ip_netns_exec_[^_]+_/) ?? [];
  const [, ...others] =
    sameAs.map((names) => names.split(' ')).find(([known]) => known === name.slice(inside.length)) ?? [];
  return [name, ...others.map((other) => `${inside}${other}`)]
    .map((each) => each.slice(0, longestName))
    .flatMap((each) => [each, `${each}.txt`]);
}
