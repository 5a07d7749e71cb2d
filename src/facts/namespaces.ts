import type { Command, CommandResult, Host } from '../host/host.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { parsed } from './result.ts';
import { parseNetnsList } from './text/netns-list.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const uuidPattern = new RegExp(uuid);
export const agentNamespace = new RegExp(`^(qrouter|qdhcp|snat|fip)-(${uuid})$`);

export interface AgentNamespace {
  readonly name: string;
  readonly kind: 'qrouter' | 'qdhcp' | 'snat' | 'fip';
  /** Of the router (qrouter, snat) or of the network (qdhcp, fip). */
  readonly id: string;
}

/** The named network namespaces of a host. */
export interface Namespaces {
  /** Those that the agents made, recognised by their names. */
  readonly ofAgents: readonly AgentNamespace[];
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
  const names = parsed(listCommand, list, parseNetnsList);
  if (!names.known) return names;
  const ofAgents = names.value.flatMap((name): AgentNamespace[] => {
    const [, kind, id] = name.match(agentNamespace) ?? [];
    return id === undefined ? [] : [{ name, kind: kind as AgentNamespace['kind'], id }];
  });
  const nameOfInode = readInodes(inodes);
  // On a recording there may be no second listing; then the first one has to do.
  if (inodes.kind === 'not-recorded') return known({ ofAgents, nameOfInode, broken: new Set() });
  if (!nameOfInode.known) return nameOfInode;
  const listed = new Set(ofAgents.map(({ name }) => name));
  const inFolder = new Set([...nameOfInode.value.values()].filter((name) => agentNamespace.test(name)));
  if (listed.size !== inFolder.size || [...listed].some((name) => !inFolder.has(name))) {
    return unknown(
      `\`ip netns list\` shows ${listed.size} namespaces of the agents, /run/netns holds ${inFolder.size}, not all the same`,
    );
  }
  return known({ ofAgents, nameOfInode, broken: brokenNames(nameOfInode.value, own) });
}

/** What people save of a namespace first. */
const savedOfNamespace = [['ip', 'addr', 'show'], ['ifconfig', '-a'], ['ifconfig']] as const;

/** setns(2): EINVAL says that the file is none of a namespace. `ip netns exec` prints it in place of the output. */
const isNoNamespace = (result: CommandResult): boolean =>
  result.kind === 'exited' && /^setting the network namespace .* failed: Invalid argument$/m.test(result.stderr);

/** Without the inodes, what somebody tried to save of a namespace may tell that its file leads to none. */
export async function withSavedErrors(host: Host, namespaces: Known<Namespaces>): Promise<Known<Namespaces>> {
  if (!namespaces.known) return namespaces;
  const listed = new Set(namespaces.value.ofAgents.map(({ name }) => name));
  const unlisted = host.namespacesSaved?.().find((name) => agentNamespace.test(name) && !listed.has(name));
  if (unlisted !== undefined) return unknown(`an excerpt of the namespaces: ${unlisted} is not in it`);
  const asked = namespaces.value.ofAgents.flatMap(({ name }) =>
    savedOfNamespace.map((words) => ({ name, command: { argv: ['ip', 'netns', 'exec', name, ...words] } as const })),
  );
  const results = await host.run(asked.map(({ command }) => command));
  const broken = asked.filter((_, index) => isNoNamespace(results[index] ?? { kind: 'aborted' }));
  return known({ ...namespaces.value, broken: new Set(broken.map(({ name }) => name)) });
}

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
