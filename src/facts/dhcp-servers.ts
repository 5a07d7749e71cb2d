import { groupedBy } from '../grouped.ts';
import { type Dnsmasq, type DnsmasqFiles, dhcpSocketsCommand, dnsmasqOf, readDhcpSockets } from './dnsmasq.ts';
import { defineFact } from './fact.ts';
import { type Known, known, mapKnown, unknown, valuesOf } from './known.ts';
import { uuidPattern } from './namespaces.ts';
import { processes } from './process-list.ts';
import { type Process, tellsAllOf } from './processes.ts';
import { savedDhcpSockets, savedSockets } from './saved-sockets.ts';
import { sentinel, whole } from './sentinel.ts';
import { built, found, joined, pids, product, without } from './word-list.ts';

/** The servers of the agents, which have the id of their network in the names of their files. */
const servers = {
  from: 'processes',
  fact: processes,
  args: new RegExp(String.raw`^(?:\S*\/)?dnsmasq(?: .*)? --(?:dhcp-hostsfile|pid-file)=\S*${uuidPattern.source}`),
} as const;

/** The files that the agent was told to hand to its servers (`dnsmasq_config_file`); where none was, it says /dev/null. */
const configPaths = without(joined(found(servers, / --conf-file=(\/\S+)/)), ['/dev/null']);

/** What decides who is served, where, and what is announced. */
const configLines = '^[[:space:]]*(dhcp-|no-dhcp|interface|except-interface|listen-address|bind-|port)|^grep$';

const dhcpConfigs = defineFact({
  id: 'dhcpConfigs',
  about: 'the configuration files of the DHCP servers, as far as they are about DHCP',
  needs: { processes },
  // As the agent's servers see them, be it in a container.
  lists: {
    files: product(pids({ ...servers, isFirstOnly: true }), configPaths, (pid, path) => `/proc/${pid}/root${path}`),
  },
  hasWork: ({ files }) => files.length > 0,
  ask: (_, { files }) => ({ lines: { argv: ['grep', '-sHE', configLines, ...files, sentinel] } }),
  read({ lines: answer }, { saved }): Known<DnsmasqFiles> {
    if (answer === undefined) return known(new Map());
    const { command, result } = answer;
    const copies = result.kind === 'not-recorded' ? saved.copiesUnder(settingsFolders) : undefined;
    if (copies !== undefined)
      return known(
        new Map(
          [...copies].map(([path, text]) => [path, { lines: text.split(/\r?\n/), command: ['cat', path] }] as const),
        ),
      );
    return whole(command, result, (lines) => {
      const parts = lines.map((line) => /^\/proc\/\d+\/root(\/[^:]*):(.*)$/.exec(line));
      return new Map(
        [...groupedBy(parts, (part) => part?.[1])].map(([path, own]) => [
          path,
          { lines: own.map((part) => part?.[2] ?? ''), command: command.argv },
        ]),
      );
    });
  },
});

const settingsFolders = ['/etc/neutron', '/etc/quantum'];

export const dnsmasq = defineFact({
  id: 'dnsmasq',
  about: 'the DHCP servers among the processes, with what they were told',
  needs: { processes, dhcpConfigs },
  read(_, { needs: { processes: all, dhcpConfigs: files } }): Known<readonly Dnsmasq[]> {
    // What is not known of a file says nothing; most have none.
    const read = (list: readonly Process[]) => dnsmasqOf(list, files.known ? files.value : undefined);
    return !all.known && tellsAllOf('dnsmasq', all) && !valuesOf(all).some(isUnclear)
      ? known(read(valuesOf(all)))
      : mapKnown(all, read);
  },
});

/** A line that was cut before it says whose it is. */
const isUnclear = (process: Process): boolean =>
  /^(?:\S*\/)?dnsmasq\b/.test(process.args) && !/libvirt|nova/.test(process.args) && dnsmasqOf([process]).length === 0;

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
