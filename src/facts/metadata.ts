import type { Command, CommandResult } from '../host/host.ts';
import { type Answer, defineFact, type Saved } from './fact.ts';
import { type Known, known, mapKnown, Unparsable, valuesOf } from './known.ts';
import { processes } from './process-list.ts';
import type { Process } from './processes.ts';
import { savedPorts, savedSockets } from './saved-sockets.ts';
import { sentinel, whole } from './sentinel.ts';
import { built, constant, found, joined, orElse, pids, product } from './word-list.ts';

/*
 * A VM asks 169.254.169.254. A proxy in the namespace of its router (or, without a router, of its DHCP server) hands
 * the request by a unix socket to the metadata agent, which hands it on to nova's metadata API.
 */

/** A proxy that the L3 or the DHCP agent started for one router or network. */
export interface MetadataProxy extends Process {
  /** Of its router, or of its network where it serves one without a router. */
  readonly id: string;
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** A proxy by its command line, as it is today. */
const haproxy = new RegExp(String.raw`^(?:\S*/)?haproxy .*/ns-metadata-proxy/(${uuid})\.conf\b`);
// Until Ocata the proxy was a program of its own.
const python = String.raw`(?:\S*(?:python|perl)\S* (?:-\S+ )*)?(?:\S*/)?(?:neutron|quantum)`;
const neutronProxy = new RegExp(`^${python}-ns-metadata-proxy .*--(?:router|network)_id[= ](${uuid})`);
const metadataAgent = new RegExp(`^${python}-metadata-agent(?: |$)`);

const metadataProxiesOf = (processes: readonly Process[]): readonly MetadataProxy[] =>
  processes.flatMap((process) => {
    const id = (process.args.match(haproxy) ?? process.args.match(neutronProxy))?.[1];
    return id === undefined ? [] : [{ ...process, id }];
  });

const metadataAgentsOf = (processes: readonly Process[]): readonly Process[] =>
  processes.filter(({ args }) => metadataAgent.test(args));

/** Where nova's metadata API is, as the metadata agent was told. */
export interface NovaMetadata {
  readonly host: string;
  readonly port: number;
}

export interface MetadataFacts {
  readonly proxies: Known<readonly MetadataProxy[]>;
  readonly agents: Known<readonly Process[]>;
  /** The paths of listening unix sockets that are called after metadata. */
  readonly listeners: Known<readonly string[]>;
  /** Those of them whose file the agent still has, and the files that agents leave behind at the usual places. */
  readonly socketFiles: Known<readonly string[]>;
  /** The TCP ports that something listens on in the namespace of a process, by its pid. */
  readonly ports: Known<ReadonlyMap<number, ReadonlySet<number>>>;
  /** Undefined where no agent runs, or none of its files could be read. */
  readonly nova: Known<NovaMetadata | undefined>;
}

/** Flags 10000: listening; type 1: a stream (Linux, net/unix/af_unix.c: unix_seq_show). */
const unixListenersCommand: Command = {
  argv: [
    'grep',
    '-hE',
    ': [0-9A-F]{8} 00000000 00010000 0001 01 +[0-9]+ .*metadata|^grep$',
    '/proc/net/unix',
    sentinel,
  ],
};

const usualSockets = ['/var/lib/neutron', '/var/lib/quantum', '/opt/stack/data/neutron'].map(
  (path) => `${path}/metadata_proxy`,
);

/** The first group of each line but the last one, which proves the list whole. */
function readLines({ command, result }: Answer, pattern: RegExp): Known<readonly string[]> {
  return whole(command, result, (lines) =>
    lines.flatMap((line) => {
      const found = line.match(pattern)?.[1];
      if (found === undefined) throw new Unparsable(line.slice(0, 60));
      return [found.replace(/^\/proc\/\d+\/root/, '')];
    }),
  );
}

/** The sockets as the agent itself sees their files, be it in a container, and those at the usual places. */
const socketFilesCommand = (listened: readonly string[]): Command => ({
  argv: ['find', ...listened, ...usualSockets, sentinel, ...['-maxdepth', '0']],
});

/** Lines of the state 0A, listening, and the heading of each file that could be read. */
const listeningPortsCommand = (tables: readonly string[]): Command => ({
  argv: ['grep', '-sHE', 'local_address|: [0-9A-F]+:[0-9A-F]{4} [0-9A-F]+:0000 0A |^grep$', ...tables, sentinel],
});

const readListeningPorts = (command: Command, result: CommandResult): MetadataFacts['ports'] =>
  whole(command, result, (lines) => {
    const ports = new Map<number, Set<number>>();
    for (const line of lines) {
      const [, pid, text = ''] = line.match(/^\/proc\/(\d+)\/net\/tcp6?:(.*)$/) ?? [];
      if (pid === undefined) throw new Unparsable(line.slice(0, 60));
      const own = ports.get(Number(pid)) ?? new Set();
      ports.set(Number(pid), own);
      if (/^ +sl +local_address /.test(text)) continue;
      const port = text.match(/^ *\d+: [0-9A-F]+:([0-9A-F]{4}) /)?.[1];
      if (port === undefined) throw new Unparsable(line.slice(0, 60));
      own.add(Number.parseInt(port, 16));
    }
    return ports;
  });

/** Where the agent has its settings by default. */
const usualNovaFiles = ['/etc/neutron/metadata_agent.ini', '/etc/quantum/metadata_agent.ini'];

const configFile = /--config-(?:file|dir)[= ]([^\s)]+)/;

/** The files and folders that an agent was told to take its settings from. */
const settingsOf = ({ args }: Process): readonly string[] =>
  [...args.matchAll(new RegExp(configFile, 'g'))].map(([, path]) => path ?? '');

/** The few settings by name: the same files hold the secret that the agent shares with nova. */
const novaCommand = (files: readonly string[]): Command => ({
  argv: [
    'grep',
    '-rshE',
    String.raw`^[[:space:]]*nova_metadata_(host|ip|port)[[:space:]]*=|^\[DEFAULT\]|^grep$`,
    ...files,
    sentinel,
  ],
});

const readNova = (command: Command, result: CommandResult): MetadataFacts['nova'] =>
  whole(command, result, (lines) => (lines.length === 0 ? undefined : novaIn(lines)));

/** As Neutron reads them: the last file decides, and what is not set has its default (conf/agent/metadata/config.py). */
function novaIn(lines: readonly string[]): NovaMetadata {
  const settings = new Map(
    lines.flatMap((line): [string, string][] => {
      const [, name, value] = line.match(/^\s*nova_metadata_(\w+)\s*=\s*(\S+)\s*$/) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    host: settings.get('host') ?? settings.get('ip') ?? '127.0.0.1',
    port: Number(settings.get('port') ?? 8775),
  };
}

const settingsFolders = ['/etc/neutron', '/etc/quantum'];

/**
 * From a sosreport's copies. It copies what is in /etc; the defaults of a distribution, which are elsewhere, leave these
 * settings alone. Undefined where a file is missing: it might have the last word.
 */
function copiedNova(saved: Saved, agent: Process, result: CommandResult): MetadataFacts['nova'] | undefined {
  const copies = result.kind === 'not-recorded' ? saved.copiesUnder(settingsFolders) : undefined;
  if (copies === undefined) return undefined;
  const configured = settingsOf(agent).filter((path) =>
    settingsFolders.some((folder) => path.startsWith(`${folder}/`)),
  );
  const filesAt = (path: string) => [...copies.keys()].filter((file) => `${file}/`.startsWith(`${path}/`)).toSorted();
  if (configured.some((path) => /\.(?:ini|conf)$/.test(path) && filesAt(path).length === 0)) return undefined;
  const texts = (settingsOf(agent).length === 0 ? usualNovaFiles : configured)
    .flatMap(filesAt)
    .map((file) => copies.get(file) ?? '');
  return texts.length === 0 ? undefined : known(novaIn(texts.flatMap((text) => text.split(/\r?\n/))));
}

const metadataAgents = defineFact({
  id: 'metadataAgents',
  about: 'the metadata agents among the processes',
  needs: { processes },
  read: (_, { needs }) => mapKnown(needs.processes, metadataAgentsOf),
});

const metadataProxies = defineFact({
  id: 'metadataProxies',
  about: 'the metadata proxies among the processes',
  needs: { processes },
  read: (_, { needs }) => mapKnown(needs.processes, metadataProxiesOf),
});

/** Of several, the first is asked. */
const agentLine = { from: 'processes', fact: processes, args: metadataAgent, isFirstOnly: true } as const;
const proxyLines = {
  from: 'processes',
  fact: processes,
  args: new RegExp(`^(?:${haproxy.source.slice(1)}|${neutronProxy.source.slice(1)})`),
} as const;

const listenerLine = /^[0-9a-f]+: [0-9A-F ]+ +[0-9]+ (\S+)$/;

const unixListeners = defineFact({
  id: 'unixListeners',
  about: 'the unix sockets of the metadata agent',
  ask: () => ({ listeners: unixListenersCommand }),
  read: ({ listeners }) => readLines(listeners, listenerLine),
});

const listenedPaths = found({ from: 'output', fact: unixListeners, command: 'listeners' }, listenerLine);

const metadataSocketFiles = defineFact({
  id: 'metadataSocketFiles',
  about: 'the socket files of the metadata agent',
  needs: { processes, unixListeners },
  lists: { listened: product(pids(agentLine), listenedPaths, (pid, path) => `/proc/${pid}/root${path}`) },
  // One that has just been started opens its socket later.
  settles: { fact: unixListeners, given: pids(agentLine), until: listenedPaths, afterMs: 5000 },
  ask: (_, { listened }) => ({ files: socketFilesCommand(listened) }),
  read: ({ files }) => readLines(files, /^(\/.+\/[^/]*metadata[^/]*)$/),
});

const metadataPorts = defineFact({
  id: 'metadataPorts',
  about: 'the ports on which the metadata agent and the proxies listen',
  needs: { processes, metadataAgents, metadataProxies, savedSockets },
  lists: {
    tables: built(joined(pids(proxyLines), pids(agentLine)), (pid) => [
      `/proc/${pid}/net/tcp`,
      `/proc/${pid}/net/tcp6`,
    ]),
  },
  ask: (_, { tables }) => ({ ports: listeningPortsCommand(tables) }),
  read({ ports: { command, result } }, { needs }): MetadataFacts['ports'] {
    if (result.kind !== 'not-recorded') return readListeningPorts(command, result);
    const listening = [...valuesOf(needs.metadataProxies), ...valuesOf(needs.metadataAgents).slice(0, 1)];
    return mapKnown(
      savedPorts(listening, 'tcp', needs.savedSockets),
      (all) => new Map([...all].map(([pid, own]) => [pid, new Set(own)])),
    );
  },
});

const novaMetadata = defineFact({
  id: 'novaMetadata',
  about: "where nova's metadata API is, by the settings of the metadata agent (never its secret)",
  needs: { processes, metadataAgents },
  lists: {
    files: orElse(
      product(
        pids(agentLine),
        orElse(found(agentLine, configFile), constant(usualNovaFiles)),
        (pid, path) => `/proc/${pid}/root${path}`,
      ),
      constant(usualNovaFiles),
    ),
  },
  ask: (_, { files }) => ({ settings: novaCommand(files) }),
  read({ settings: { command, result } }, { needs, saved }): MetadataFacts['nova'] {
    const [first] = valuesOf(needs.metadataAgents);
    if (first === undefined) return known(undefined);
    return copiedNova(saved, first, result) ?? readNova(command, result);
  },
});

export const metadata = defineFact({
  id: 'metadata',
  about: 'what serves metadata',
  needs: { metadataAgents, metadataProxies, unixListeners, metadataSocketFiles, metadataPorts, novaMetadata },
  read: (_, { needs }): MetadataFacts => ({
    proxies: needs.metadataProxies,
    agents: needs.metadataAgents,
    listeners: needs.unixListeners,
    socketFiles: needs.metadataSocketFiles,
    ports: needs.metadataPorts,
    nova: needs.novaMetadata,
  }),
});
