import type { Facts } from '../facts/collect.ts';
import type { Kernel, StateFolder } from '../facts/kernel.ts';
import { type Known, mapKnown, valuesOf } from '../facts/known.ts';
import { allDhcpFiles } from './expectations.ts';
import type { Subject } from './subject.ts';
import type { VmPort } from './types.ts';

/** What the kernel of the host lets the networks on it have. */
export interface Limits {
  readonly subject: Subject;
  readonly kernel: Known<Kernel>;
  readonly stateFolders: Known<readonly StateFolder[]>;
  /** Hybrid plugs of guests that have rules in iptables. */
  readonly filteredPlugs: Known<readonly VmPort[]>;
}

export const limitsOf = (
  facts: Facts,
  { subject }: { readonly subject: Subject },
  vmPorts: Known<readonly VmPort[]>,
): Limits => ({
  subject,
  kernel: facts.kernel,
  stateFolders: mapKnown(facts.stateFolders, (all) => inUse(all, usedPaths(facts))),
  filteredPlugs: mapKnown(vmPorts, (all) =>
    all.filter(({ tap, firewall }) => tap !== undefined && firewall.known && firewall.value.length > 0),
  ),
});

/** The state paths under which an agent has files here: a folder that nobody uses may be as full as it likes. */
const usedPaths = (facts: Facts): readonly string[] =>
  [...allDhcpFiles(facts), ...valuesOf(facts.dnsmasq)].map(({ folder }) => folder);

const inUse = (folders: readonly StateFolder[], used: readonly string[]): readonly StateFolder[] =>
  folders.filter(({ path }) => used.some((folder) => folder.startsWith(`${path}/`)));
