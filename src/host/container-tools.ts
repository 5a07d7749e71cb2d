import {
  agentFolders,
  clientOf,
  type Home,
  homesFor,
  kollaStatePath,
  type ListedContainer,
  listCommandOf,
  listingRuntimes,
  markOf,
  parseListed,
  toolOf,
} from './containers.ts';
import { entered } from './entered.ts';
import type { Command, CommandResult } from './host.ts';
import type { Argv } from './process.ts';

/*
 * A host whose daemons are in containers often has none of their tools. Such a command is run in the mount namespace of the
 * daemon that it belongs to, and otherwise where it was asked for: in the host's network or in one of its namespaces.
 */

type Ask = (commands: readonly Command[]) => Promise<readonly CommandResult[]>;

/** The daemons in whose containers the tools are, those that know a tool best first. */
const daemonsOf: readonly (readonly [tools: RegExp, daemons: RegExp])[] = [
  [/^ovs/, /(?:^|\/)(?:ovs-vswitchd|ovsdb-server)$/],
  [/^(?:dnsmasq|dhcp_release)/, /(?:^|\/)(?:dnsmasq|[a-z-]+-dhcp-agent)$/],
  [/^(?:ip6?tables|conntrack|ipset|nft|haproxy|keepalived)/, /(?:^|\/)[a-z-]+-(?:l3|vpn)-agent$/],
  [/^(?:eb|arp)tables|^brctl/, /(?:^|\/)[a-z-]+-(?:openvswitch|ovs|linuxbridge)-agent$/],
];
const switchDaemons = ['ovsdb-server', 'ovs-vswitchd'];
const dhcpAgent = /(?:^|\/)[a-z-]+-dhcp-agent$/;
/** Agents first, which have the files; last what they start and end, whose process may be gone in a moment. */
const ranks = [/-l3-agent$/, dhcpAgent, /-agent$/, /vswitchd/, /ovs/];
const rankOf = (program: string): number => {
  const rank = ranks.findIndex((pattern) => pattern.test(program));
  return rank === -1 ? ranks.length : rank;
};
const anyDaemon =
  /(?:^|\/)(?:ovs-vswitchd|ovsdb-server|dnsmasq|haproxy|keepalived|[a-z-]+-(?:openvswitch|ovs|linuxbridge|dhcp|l3|vpn|metadata)-agent)$/;

/** What a diagnosis asks for, and what a fix may need. */
const knownTools = [
  ...['ovs-vsctl', 'ovs-ofctl', 'ovs-appctl', 'ovs-dpctl', 'ovsdb-client', 'dnsmasq', 'dhcp_release', 'haproxy'],
  ...['iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'ip6tables-save', 'nft', 'ipset', 'conntrack'],
  ...[
    'ebtables',
    'ebtables-save',
    'arptables',
    'arptables-save',
    'brctl',
    'tcpdump',
    'ethtool',
    'arping',
    'keepalived',
  ],
];
export const toolFolders: readonly string[] = ['usr/local/sbin', 'usr/local/bin', 'usr/sbin', 'usr/bin', 'sbin', 'bin'];

const anyKnownTool = ['(', ...knownTools.flatMap((tool) => ['-o', '-name', tool]).slice(1), ')'];

/** Mounts that are not the host's own, by one of the daemons that live in them. */
interface Place {
  readonly pid: number;
  readonly uid: number;
  readonly programs: readonly string[];
  /** Its processes have other numbers in it than on the host. */
  readonly hasOwnPids: boolean;
}

interface Found extends Home {
  readonly place: Place;
  /** Of its namespaces, as `find` lists those of the host. */
  readonly hiddenLines: readonly string[];
}

const textOf = (result: CommandResult | undefined): string => (result?.kind === 'exited' ? result.stdout : '');

const interpreter = /(?:^|\/)(?:python[\d.]*|perl|sh|bash|dash)$/;

function programOf(args: string): string {
  const [first = '', ...others] = args.split(' ');
  return interpreter.test(first) ? (others.find((word) => !word.startsWith('-')) ?? '') : first;
}

/**
 * Finds what is in containers, once. A container counts only where it has the host's network and its users: whoever could
 * make one like that has the host anyway, and the tools of others are not run.
 */
export class ContainerTools {
  readonly #ask: Ask;
  #found: Promise<readonly Found[]> | undefined;
  #latest: readonly Found[] = [];

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  /** Forgets what was found: a container may have been started anew. */
  startOver(): void {
    this.#found = undefined;
    this.#latest = [];
  }

  /** What is in containers, as far as it was looked for: a host that has all its tools is not asked. */
  async homes(): Promise<readonly Home[]> {
    return ((await this.#found) ?? []).map(({ place: _, hiddenLines: __, ...home }) => home);
  }

  async run(commands: readonly Command[]): Promise<readonly CommandResult[]> {
    const first = await this.#runIn(commands.map((command) => ({ command, places: this.#placesOf(command) })));
    const results = await this.#withHidden(commands, first);
    const missing = commands.flatMap((command, index) => {
      const result = results[index];
      const isKnown = knownTools.includes(toolOf(command.argv));
      const isAstray = result !== undefined && (isToolMissing(command, result) || isOfOtherPids(result));
      return isKnown && isAstray ? [{ command, index }] : [];
    });
    if (missing.length === 0) return results;
    await this.#all();
    const moved = missing
      .map(({ command, index }) => ({ command, index, places: this.#placesOf(command) }))
      .filter(({ places }) => places.length > 0);
    const answers = await this.#runIn(moved);
    const byIndex = new Map(moved.map(({ index }, nth) => [index, answers[nth]]));
    return results.map((result, index) => byIndex.get(index) ?? result);
  }

  /**
   * The lists of namespaces, with those that only a container has: its agent made them below mounts that it does not share
   * with the host. Looked for where the host has none of the agents' namespaces, or files that are none.
   */
  async #withHidden(
    commands: readonly Command[],
    results: readonly CommandResult[],
  ): Promise<readonly CommandResult[]> {
    const asked = commands.findIndex(({ argv }) => isInodeList(argv));
    if (asked === -1) return results;
    const lines = textOf(results[asked]).split('\n');
    if (lines.some((line) => agentsOwn.test(line)) && lines.every((line) => line === '' || isNamespaceLine(line)))
      return results;
    const hidden = (await this.#all()).flatMap(({ hiddenLines }) => hiddenLines);
    if (hidden.length === 0) return results;
    const names = new Set(hidden.map(nameIn));
    const inodes = [...lines.filter((line) => line !== '' && !names.has(nameIn(line))), ...hidden];
    return results.map((result, index): CommandResult => {
      const { argv } = commands[index] ?? { argv: [''] };
      const isList = argv.join(' ') === 'ip netns list';
      if (index !== asked && !isList) return result;
      const all = index === asked ? inodes : listWith(textOf(result), names);
      return { kind: 'exited', exitCode: 0, stdout: all.map((line) => `${line}\n`).join(''), stderr: '' };
    });
  }

  /** Where a command has to run, as far as that is known by now; nowhere: on the host itself. */
  #placesOf({ argv }: Command): readonly Place[] {
    // Processes are those of the host: what is about them is asked there.
    if (argv.some((word) => word.startsWith('/proc/'))) return [];
    return homesFor(this.#latest, argv).map(({ place }) => place);
  }

  /** Runs each command in its places, or on the host. */
  async #runIn(
    all: readonly { readonly command: Command; readonly places: readonly Place[] }[],
  ): Promise<CommandResult[]> {
    const asked = all.map(({ command, places }) =>
      places.length === 0
        ? [this.#intoHidden(command)]
        : places.map(({ pid }) => this.#intoHidden(inside(command, intoMounts(pid)))),
    );
    const answers = await this.#ask(asked.flat());
    let next = 0;
    return asked.map(({ length }): CommandResult => {
      const own = answers.slice(next, next + length);
      next += length;
      return joined(own);
    });
  }

  /** A namespace that only a container has a name for is entered by that name there; the tool stays that of the host. */
  #intoHidden(command: Command): Command {
    const { argv, isNetworkOnly: _, ...others } = command;
    const [tool, option, ...words] = argv;
    const { namespace, inner } =
      tool === 'ip' && option === '-n' ? { namespace: words[0], inner: ['ip', ...words.slice(1)] } : entered(argv);
    const home = this.#latest.find(({ namespaces }) => namespace !== undefined && namespaces?.includes(namespace));
    if (home === undefined) return command;
    return {
      ...others,
      argv: ['nsenter', `--net=/proc/${home.place.pid}/root/run/netns/${namespace}`, '--', ...inner],
    };
  }

  /** For one that goes on: the same in the container that has its tool, as far as that is known by now. */
  moved(command: Command): Command {
    const [place] = this.#placesOf(command);
    // nsenter does not hand on the signal that ends it to a child, which it only has in another process namespace.
    return this.#intoHidden(
      place === undefined ? command : inside(command, ['nsenter', '-t', String(place.pid), '-m', '--']),
    );
  }

  #all(): Promise<readonly Found[]> {
    this.#found ??= this.#find().then((found) => {
      this.#latest = found;
      return found;
    });
    return this.#found;
  }

  async #find(): Promise<readonly Found[]> {
    const own = ['mnt', 'net', 'user', 'pid'].map((kind) => `/proc/self/ns/${kind}`);
    const [self, table] = await this.#ask([
      { argv: ['stat', '-L', '-c', '%i', ...own] },
      { argv: ['ps', '-ww', '-eo', 'pid=,euid=,mntns=,netns=,userns=,pidns=,args=', '--sort=start_time'] },
    ]);
    const [mounts = '', network = '', users = '', pids = ''] = textOf(self).trim().split('\n');
    const places = placesIn(textOf(table), { mounts, network, users, pids });
    if (places.length === 0) return [];
    const roots = places.map(({ pid }) => `/proc/${pid}/root`);
    const folderPaths = ['', ...roots].flatMap((root) => agentFolders.map((folder) => `${root}${folder}`));
    const toolPaths = ['', ...roots].flatMap((root) => toolFolders.map((folder) => `${root}/${folder}/`));
    const [onlyHost, ...named] = await this.#ask(
      ['', ...roots].map((root): Command => ({ argv: inodeList(`${root}/run/netns`) })),
    );
    const [listed, stats, ...texts] = await this.#ask([
      { argv: ['find', ...toolPaths, '-maxdepth', '1', ...anyKnownTool] },
      { argv: ['stat', '-L', '-c', '%d:%i %n', ...folderPaths] },
      ...places.map(({ pid }): Command => ({ argv: ['cat', `/proc/${pid}/cgroup`, `/proc/${pid}/mountinfo`] })),
    ]);
    // Only a runtime that has made one of these is asked: called for the first time, a client may start or make something.
    const makers = new Set(texts.map((text) => clientOf(markOf(textOf(text)).runtime)));
    const asked = listingRuntimes.filter((runtime) => makers.has(runtime));
    const lists = await this.#ask(asked.map((runtime): Command => ({ argv: listCommandOf(runtime) })));
    const containers = asked.flatMap((runtime, index) => parseListed(runtime, textOf(lists[index])) ?? []);
    const toolsAt = (root: string): ReadonlySet<string> =>
      new Set(
        textOf(listed)
          .split('\n')
          .filter((path) => toolFolders.some((folder) => path.startsWith(`${root}/${folder}/`)))
          .map((path) => path.slice(path.lastIndexOf('/') + 1)),
      );
    const inodes = new Map(
      textOf(stats)
        .split('\n')
        .map((line): [string, string] => [line.slice(line.indexOf(' ') + 1), line.slice(0, line.indexOf(' '))]),
    );
    const onHost = toolsAt('');
    const seen = new Set(textOf(onlyHost).split('\n').filter(isNamespaceLine).map(inodeIn));
    const hiddenLinesOf = (index: number): readonly string[] => {
      const root = roots[index] ?? '';
      const lines = textOf(named[index]).replaceAll(`${root}/`, '/').split('\n');
      const hidden = lines.filter((line) => isNamespaceLine(line) && !seen.has(inodeIn(line)));
      for (const line of hidden) seen.add(inodeIn(line));
      return hidden;
    };
    const taken = new Set<string>();
    const isOther = (folder: string, root: string): boolean => {
      const inode = inodes.get(`${root}${folder}`);
      return inode !== undefined && inode !== inodes.get(folder);
    };
    // Containers may share a folder: it is read in one of them.
    const isNew = (folder: string, root: string): boolean => {
      const inode = inodes.get(`${root}${folder}`) ?? '';
      if (taken.has(inode)) return false;
      taken.add(inode);
      return true;
    };
    const found = places.map((place, index): Found => {
      const root = roots[index] ?? '';
      const hiddenLines = hiddenLinesOf(index);
      // The volume of kolla-ansible is mounted into a folder of which the rest is empty.
      const isKolla = inodes.has(`${root}${kollaStatePath}`);
      const others = agentFolders.filter(
        (folder) => isOther(folder, root) && !(isKolla && kollaStatePath.startsWith(`${folder}/`)),
      );
      const folders = others.filter((folder) => isNew(folder, root));
      const ofDhcp = place.programs.some((program) => dhcpAgent.test(program))
        ? others.map((folder) => `${folder}/dhcp`)
        : [];
      const tools = [...toolsAt(root)].filter((tool) => !onHost.has(tool) && isBest(tool, place, places));
      const daemons = place.programs.filter(
        (program) => switchDaemons.includes(program) && (place.hasOwnPids || tools.includes('ovs-appctl')),
      );
      return {
        place,
        words: wordsTo(place, textOf(texts[index]), containers),
        tools,
        folders: [...ofDhcp, ...folders],
        ...(daemons.length === 0 ? {} : { daemons }),
        hiddenLines,
        ...(hiddenLines.length === 0 ? {} : { namespaces: hiddenLines.map(nameIn) }),
      };
    });
    return found.filter(
      ({ tools, folders, daemons = [], hiddenLines }) =>
        tools.length + folders.length + daemons.length + hiddenLines.length > 0,
    );
  }
}

/** Of a namespace's file, `stat` tells a number that only namespaces have (PROC_DYNAMIC_FIRST); a plain file has a low one. */
const firstOfNamespaces = 0xf0000000;
const inodeIn = (line: string): string => line.slice(0, line.indexOf(' '));
const nameIn = (line: string): string => line.slice(line.lastIndexOf('/') + 1);
const isNamespaceLine = (line: string): boolean => Number(inodeIn(line)) >= firstOfNamespaces;
const agentsOwn = /\/(?:qrouter|qdhcp|snat|fip)-[0-9a-f-]{36}$/;

const inodeList = (folder: string): Argv => [
  ...(['find', folder, '-mindepth', '1', '-maxdepth', '1'] as const),
  ...['-exec', 'stat', '-L', '-c', '%i %n', '{}', '+'],
];
const isInodeList = (argv: Argv): boolean => argv.join(' ') === inodeList('/run/netns').join(' ');

/** `ip netns list` with further names. */
const listWith = (text: string, names: ReadonlySet<string>): readonly string[] => {
  const lines = text.split('\n').filter((line) => line !== '');
  const listed = new Set(lines.map((line) => line.split(' ')[0]));
  return [...lines, ...[...names].filter((name) => !listed.has(name))];
};

/** One daemon of each mount namespace that is not the host's own. */
function placesIn(
  table: string,
  own: Readonly<Record<'mounts' | 'network' | 'users' | 'pids', string>>,
): readonly Place[] {
  const daemons = table.split('\n').flatMap((line) => {
    const [, pid, uid, mounts = '', network, users, pids, args = ''] =
      line.match(/^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/) ?? [];
    if (pid === undefined || mounts === own.mounts || network === undefined || users !== own.users) return [];
    const program = programOf(args);
    const isNode = network === own.network && anyDaemon.test(program);
    return isNode ? [{ pid: Number(pid), uid: Number(uid), program, mounts, hasOwnPids: pids !== own.pids }] : [];
  });
  const sorted = daemons.toSorted((one, other) => rankOf(one.program) - rankOf(other.program));
  return sorted
    .filter(({ mounts }, index) => sorted.findIndex((other) => other.mounts === mounts) === index)
    .map(({ pid, uid, mounts, hasOwnPids }) => ({
      pid,
      uid,
      hasOwnPids,
      programs: sorted.filter((other) => other.mounts === mounts).map(({ program }) => program),
    }));
}

/** Whether no other place has a daemon to which the tool belongs while this one has none. */
function isBest(tool: string, place: Place, places: readonly Place[]): boolean {
  const daemons = daemonsOf.find(([tools]) => tools.test(tool))?.[1];
  const hasThem = ({ programs }: Place) => daemons !== undefined && programs.some((program) => daemons.test(program));
  return hasThem(place) || !places.some(hasThem);
}

/** What a person types before a command to have it run there. */
function wordsTo({ pid, uid }: Place, text: string, containers: readonly ListedContainer[]): readonly string[] {
  const { id } = markOf(text);
  const container = containers.find((one) => id?.startsWith(one.id));
  if (container === undefined) return intoMounts(pid);
  if (container.runtime === 'crictl') return ['crictl', 'exec', container.id.slice(0, 13)];
  return [container.runtime, 'exec', ...(uid === 0 ? [] : ['-u', '0']), container.name];
}

/** The process namespace too: what finds a daemon by the pid in its file has to count as that daemon does. */
const intoMounts = (pid: number): Argv => ['nsenter', '-t', String(pid), '-m', '-p', '--'];

function inside(command: Command, way: Argv): Command {
  const { isNetworkOnly: _, ...others } = command;
  const { before, inner } = entered(command.argv);
  const [tool, ...words] = [...before, ...way, ...inner];
  return { ...others, argv: [tool ?? '', ...words] };
}

/** `ip netns exec` says it in words of its own. */
function isToolMissing({ argv }: Command, result: CommandResult): boolean {
  if (result.kind === 'tool-missing' || isGone(result)) return true;
  return (
    result.kind === 'exited' &&
    result.exitCode !== 0 &&
    result.stderr.includes(`exec of "${toolOf(argv)}" failed: No such file or directory`)
  );
}

/** What ovs-appctl says where another process holds the lock of the pid file than the one in it (lib/daemon-unix.c). */
const isOfOtherPids = (result: CommandResult): boolean =>
  result.kind === 'exited' && /stale pidfile for pid \d+\s+being deleted by pid/.test(result.stderr);

/** What was said in several containers, each of which has only some of the folders that were asked for. */
function joined(results: readonly CommandResult[]): CommandResult {
  const [only, ...others] = results;
  if (only !== undefined && others.length === 0 && !isGone(only)) return only;
  const ended = results.filter((result) => result.kind === 'exited');
  const other = results.find((result) => result.kind !== 'exited');
  if (other !== undefined) return other;
  if (ended.every(isGone)) return { kind: 'tool-missing' };
  const good = ended.filter(({ exitCode }) => exitCode === 0);
  const isElsewhereEmpty = ended.every(({ exitCode, stdout }) => exitCode === 0 || stdout === '');
  const telling = good.length > 0 && isElsewhereEmpty ? good : ended;
  return {
    kind: 'exited',
    exitCode: Math.max(...telling.map(({ exitCode }) => exitCode)),
    stdout: telling.map(({ stdout }) => stdout).join(''),
    stderr: telling.map(({ stderr }) => stderr).join(''),
  };
}

const isGone = (result: CommandResult): boolean =>
  result.kind === 'exited' && result.exitCode === 127 && result.stderr.startsWith('nsenter: failed to execute');
