import { type Dnsmasq, dhcpSocketsCommand, dnsmasqOf, readDhcpSockets } from './dnsmasq.ts';
import { defineFact } from './fact.ts';
import { type Known, known, mapKnown, unknown, valuesOf } from './known.ts';
import { uuidPattern } from './namespaces.ts';
import { processes } from './process-list.ts';
import { type Process, tellsAllOf } from './processes.ts';
import { savedDhcpSockets, savedSockets } from './saved-sockets.ts';
import { built, found, joined, pids } from './word-list.ts';

export const dnsmasq = defineFact({
  id: 'dnsmasq',
  about: 'the DHCP servers among the processes',
  needs: { processes },
  read: (_, { needs: { processes: all } }): Known<readonly Dnsmasq[]> =>
    !all.known && tellsAllOf('dnsmasq', all) && !valuesOf(all).some(isUnclear)
      ? known(dnsmasqOf(valuesOf(all)))
      : mapKnown(all, dnsmasqOf),
});

/** A line that was cut before it says whose it is. */
const isUnclear = (process: Process): boolean =>
  /^(?:\S*\/)?dnsmasq\b/.test(process.args) && !/libvirt|nova/.test(process.args) && dnsmasqOf([process]).length === 0;

/** The servers of the agents, which have the id of their network in the names of their files. */
const servers = {
  from: 'processes',
  fact: processes,
  args: new RegExp(String.raw`^(?:\S*\/)?dnsmasq(?: .*)? --(?:dhcp-hostsfile|pid-file)=\S*${uuidPattern.source}`),
} as const;

/** The folders of their agents, which hold one folder for each network. */
export const dhcpFolders = joined(
  found(servers, / --dhcp-hostsfile=(\S+)\/[0-9a-f]+-[0-9a-f-]+\/[^ /]*/),
  // That of a dnsmasq which somebody else started may be anywhere.
  found(servers, / --pid-file=(\S+)\/[0-9a-f]+-[0-9a-f-]+\/[^ /]*/),
);

/** How many sockets listen on the DHCP port in the namespace of a dnsmasq, by its pid. */
export const dhcpSockets = defineFact({
  id: 'dhcpSockets',
  about: 'the sockets of the DHCP servers',
  needs: { processes, dnsmasq, savedSockets },
  lists: { tables: built(pids(servers), (pid) => [`/proc/${pid}/net/udp`]) },
  hasWork: ({ tables }) => tables.length > 0,
  ask: (_, { tables }) => ({ sockets: dhcpSocketsCommand(tables) }),
  read({ sockets }, { needs }): Known<ReadonlyMap<number, number>> {
    if (!needs.dnsmasq.known) return unknown(needs.dnsmasq.reason);
    if (sockets === undefined) return known(new Map());
    return sockets.result.kind === 'not-recorded'
      ? savedDhcpSockets(needs.dnsmasq.value, needs.savedSockets)
      : readDhcpSockets(sockets.command, sockets.result);
  },
});
