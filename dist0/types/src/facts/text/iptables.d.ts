import type { Table } from '../netfilter.ts';
/** `iptables -S`, of one table: the words of iptables-save. Seen with iptables 1.8.9. */
export declare function parseIptablesSpec(text: string): Table;
/**
 * `iptables -L -n -v`, of one table, in the words of iptables-save. Seen with iptables 1.8.9. A rule of which not every word is
 * understood makes it unreadable: what it leaves out may be what matters. How often a chain is referred to is the proof
 * that no rule is missing.
 */
export declare function parseIptablesList(text: string): Table;
