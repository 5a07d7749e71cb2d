import type { Command, CommandResult } from '../host/host.ts';
import { defineFact, defineFactOfEach } from './fact.ts';
import { type Known, known, mapKnown, partly, seenOf, Unparsable, unknown, valuesOf } from './known.ts';
import { ownNamespaces } from './processes.ts';
import { parsed } from './result.ts';
import { lineByLine } from './text/lines.ts';
import { parseNetnsList } from './text/netns-list.ts';
import { found, inScope, joined, savedNamespaces } from './word-list.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const uuidPattern = new RegExp(uuid);
const agentNamespace = new RegExp(`^(qrouter|qdhcp|snat|fip)-(${uuid})$`);

export interface AgentNamespace {
  readonly name: string;
  readonly kind: 'qrouter' | 'qdhcp' | 'snat' | 'fip';
  /** Of the router (qrouter, snat) or of the network (qdhcp, fip). */
  readonly id: string;
}

/** The namespace of an agent by its name; undefined for one that somebody else made. */
export function agentNamespaceOf(name: string): AgentNamespace | undefined {
  const [, kind, id] = name.match(agentNamespace) ?? [];
  return id === undefined ? undefined : { name, kind: kind as AgentNamespace['kind'], id };
}

/** The named network namespaces of a host. */
export interface Namespaces {
  /** Those that the agents made, recognised by their names. */
  readonly ofAgents: readonly AgentNamespace[];
  /** The names of all others. */
  readonly others: readonly string[];
  /** Files in /run/netns that should be namespaces and are none: the mount is gone, or never came to be. */
  readonly broken: ReadonlySet<string>;
  /** Name by inode, which is how /proc tells the namespace of a process. */
  readonly nameOfInode: Known<ReadonlyMap<string, string>>;
}

export const listCommand: Command = { argv: ['ip', 'netns', 'list'] };
// Not `-printf %i`, which tells the inode below the mount that makes the file a namespace (findutils 4.9).
export const inodesCommand: Command = {
  argv: ['find', '/run/netns', '-mindepth', '1', '-maxdepth', '1', '-exec', 'stat', '-L', '-c', '%i %n', '{}', '+'],
};

/** Two listings that must agree: a list cut short would make every namespace behind the cut look deleted. */
export function readNamespaces(list: CommandResult, inodes: CommandResult, own: CommandResult): Known<Namespaces> {
  const names = parsed(listCommand, list, lineByLine(parseNetnsList));
  const ofAgents = valuesOf(names).flatMap((name) => agentNamespaceOf(name) ?? []);
  const others = valuesOf(names).filter((name) => agentNamespaceOf(name) === undefined);
  const nameOfInode = readInodes(inodes);
  // On a recording there may be no second listing; then the first one has to do.
  if (inodes.kind === 'not-recorded')
    return mapKnown(names, () => ({ ofAgents, others, nameOfInode, broken: new Set() }));
  if (!names.known) return unknown(names.reason);
  if (!nameOfInode.known) return unknown(nameOfInode.reason);
  const listed = new Set(ofAgents.map(({ name }) => name));
  const inFolder = new Set([...nameOfInode.value.values()].filter((name) => agentNamespace.test(name)));
  if (listed.size !== inFolder.size || [...listed].some((name) => !inFolder.has(name))) {
    return unknown(
      `\`ip netns list\` shows ${listed.size} namespaces of the agents, /run/netns holds ${inFolder.size}, not all the same`,
    );
  }
  return known({ ofAgents, others, nameOfInode, broken: brokenNames(nameOfInode.value, own) });
}

/** What people save of a namespace first. */
const savedOfNamespace = [['ip', 'addr', 'show'], ['ifconfig', '-a'], ['ifconfig']] as const;

/** setns(2): EINVAL says that the file is none of a namespace. `ip netns exec` prints it in place of the output. */
const isNoNamespace = (result: CommandResult): boolean =>
  result.kind === 'exited' && /^sett?ing the network namespace .*failed: Invalid argument$/m.test(result.stderr);

/** Linux numbers namespaces from here on since 3.8 (PROC_DYNAMIC_FIRST); files of a file system start at one. */
const firstOfNamespaces = 0xf0000000;

function brokenNames(nameOfInode: ReadonlyMap<string, string>, own: CommandResult): ReadonlySet<string> {
  const isNumbered = own.kind === 'exited' && Number.parseInt(own.stdout, 10) >= firstOfNamespaces;
  const broken = [...nameOfInode].filter(([inode]) => isNumbered && Number(inode) < firstOfNamespaces);
  return new Set(broken.map(([, name]) => name));
}

function readInodes(result: CommandResult): Known<ReadonlyMap<string, string>> {
  // The folder appears with the first `ip netns add`. A namespace that goes while it is looked at is another matter.
  const isAbsent = result.kind === 'exited' && /run\/netns['’"]?: No such file/.test(result.stderr);
  return isAbsent ? known(new Map()) : parsed(inodesCommand, result, readInodeLines);
}

function readInodeLines(text: string): ReadonlyMap<string, string> {
  if (text !== '' && !text.endsWith('\n')) throw new Unparsable('cut short');
  return new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const [, inode, name] = line.match(/^(\d+) \/run\/netns\/(.*)$/) ?? [];
      return inode === undefined || name === undefined ? [] : [[inode, name]];
    }),
  );
}

/** The two listings, as they came. */
export const namespaceList = defineFact({
  id: 'namespaceList',
  about: 'the names of the namespaces',
  ask: () => ({ list: listCommand, inodes: inodesCommand }),
  read: ({ list, inodes }) => ({ list: list.result, inodes: inodes.result }),
});

/** Those that are listed, and those of which a recording holds any output: that proves that they were there. */
const listed = (kinds: string) =>
  joined(
    found({ from: 'output', fact: namespaceList, command: 'list' }, new RegExp(`^((?:${kinds})-${uuid})(?: .*)?$`)),
    savedNamespaces(new RegExp(`^(?:${kinds})-${uuid}$`)),
  );

export const allNamespaces = listed('qrouter|qdhcp|snat|fip');
/** The namespaces of the agents that a run looks into. */
export const agentNamespaces = inScope(allNamespaces);
export const routerNamespaces = inScope(listed('qrouter'));
/** All that belong to routers, in scope or not. */
export const namespacesOfRouters = listed('qrouter|snat|fip');

/**
 * The namespaces of a host. Where only saved outputs tell of them, what somebody tried to save of a namespace may tell that
 * its file leads to none.
 */
export const namespaces = defineFactOfEach({
  id: 'namespaces',
  about: 'the namespaces',
  needs: { namespaceList, ownNamespaces },
  isForSaved: true,
  each: allNamespaces,
  wordName: 'NAMESPACE',
  isWanted: (_, needs) => needs.namespaceList.inodes.kind === 'not-recorded',
  ask: (name) =>
    Object.fromEntries(
      savedOfNamespace.map((words): [string, Command] => [
        words.join(' '),
        { argv: ['ip', 'netns', 'exec', name, ...words] },
      ]),
    ),
  read: (answers) => Object.values(answers).some(({ result }) => isNoNamespace(result)),
  join(isBroken, { needs, saved }): Known<Namespaces> {
    const { list, inodes } = needs.namespaceList;
    const all = readNamespaces(list, inodes, needs.ownNamespaces);
    if (inodes.kind !== 'not-recorded') return all;
    const names = new Set(namesOf(all));
    const unlisted = saved.namespaces.filter(
      (name) => !names.has(name) && !(seenOf(all)?.others.includes(name) ?? false),
    );
    const missing = unlisted.flatMap((name) => agentNamespaceOf(name) ?? []);
    const broken = new Set([...isBroken].flatMap(([name, is]) => (is ? [name] : [])));
    const [first] = unlisted;
    if (first === undefined) return mapKnown(all, (whole) => ({ ...whole, broken }));
    const seen = seenOf(all);
    const nameOfInode = seen?.nameOfInode ?? unknown('the inodes of the namespaces are not recorded');
    return partly(
      {
        ofAgents: [...(seen?.ofAgents ?? []), ...missing],
        others: [...(seen?.others ?? []), ...unlisted.filter((name) => agentNamespaceOf(name) === undefined)],
        broken,
        nameOfInode,
      },
      all.known ? `an excerpt of the namespaces: ${first} is not in it` : all.reason,
    );
  },
});

/** The names of the agents' namespaces that were seen. */
export const namesOf = (all: Known<Namespaces>): readonly string[] =>
  (seenOf(all)?.ofAgents ?? []).map(({ name }) => name);
