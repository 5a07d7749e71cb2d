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
  'netstat_-lunp netstat_-ulnp netstat_-nulp netstat_-anup netstat_-tulpn netstat_-tunlp netstat_-lntup netstat_-nlptu netstat_-lnp netstat_-nlp netstat_-anp',
  'netstat_-ltnp netstat_-tlnp netstat_-ntlp netstat_-antp netstat_-tulpn netstat_-tunlp netstat_-lntup netstat_-nlptu netstat_-lnp netstat_-nlp netstat_-anp',
  'iptables-save iptables-save_-c iptables-save_--counters',
  'iptables_-S iptables_-t_filter_-S iptables_-S_-t_filter iptables_--list-rules iptables_-S_-v iptables_-vS',
  'iptables_-t_nat_-S iptables_-S_-t_nat iptables_-t_nat_-S_-v iptables_-t_nat_-vS',
  'iptables_-L_-n_-v iptables_-nvL iptables_-vnL iptables_-L_-nv iptables_-nL_-v iptables_-vnxL iptables_-t_filter_-nvL iptables_-t_filter_-L_-n_-v',
  'iptables_-t_nat_-L_-n_-v iptables_-t_nat_-nvL iptables_-t_nat_-vnL iptables_-t_nat_-L_-nv iptables_-L_-n_-v_-t_nat iptables_-nvL_-t_nat iptables_-vnL_-t_nat',
  'iptables_-t_mangle_-L_-n_-v iptables_-t_mangle_-nvL',
  'ss_-lunp ss_-ulnp ss_-taupnl ss_-tulpn ss_-tunlp ss_-lntup ss_-lnp ss_-anp',
  'ss_-ltnp ss_-tlnp ss_-taupnl ss_-tulpn ss_-tunlp ss_-lntup ss_-lnp ss_-anp',
  'ps_auxww ps_auxwwwm ps_auxwww ps_auxwwf ps_auxwwwf ps_auxfwww ps_alxwww ps_-elfww ps_-elfL ps_-elf ps_aux ps_auxf ps_-ef ps_-efww ps_-fe ps_-eF',
];

/** The names under which a command's output may have been saved, the likeliest first. */
export function savedNamesOf(command: Pick<Command, 'argv'>): readonly string[] {
  const name = fileNameOf(command);
  const [inside = ''] = name.match(/^ip_netns_exec_[^_]+_/) ?? [];
  const [, ...others] =
    sameAs.map((names) => names.split(' ')).find(([known]) => known === name.slice(inside.length)) ?? [];
  // The limit of time is qdoctor's own.
  const plain = name.replace(/^(ovs-\w+_)--timeout_\d+_/, '$1');
  return [name, plain, ...others.map((other) => `${inside}${other}`)].map((each) => each.slice(0, longestName));
}

/** All that people and sosreport call what they save, for whoever misspells it. */
export const sameNames: readonly string[] = sameAs.flatMap((names) => names.split(' '));
