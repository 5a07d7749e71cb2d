import type { Command, CommandResult } from '../host/host.ts';
import { type Known, known, Unparsable, unknown } from './known.ts';
import { parsed } from './result.ts';
import { parseNetnsList } from './text/netns-list.ts';

const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
export const uuidPattern = new RegExp(uuid);
const agentNamespace = new RegExp(`^(qrouter|qdhcp|snat|fip)-(${uuid})$`);

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
  /** Name by inode, which is how /proc tells the namespace of a process. */
  readonly nameOfInode: ReadonlyMap<string, string>;
}

export const listCommand: Command = { argv: ['ip', 'netns', 'list'] };
// Not `-printf %i`, which tells the inode below the mount that makes the file a namespace (findutils 4.9).
export const inodesCommand: Command = {
  argv: ['find', '/run/netns', '-mindepth', '1', '-maxdepth', '1', '-exec', 'stat', '-L', '-c', '%i %n', '{}', '+'],
};

/** Two listings that must agree: a list cut short would make every namespace behind the cut look deleted. */
export function readNamespaces(list: CommandResult, inodes: CommandResult): Known<Namespaces> {
  const names = parsed(listCommand, list, parseNetnsList);
  if (!names.known) return names;
  const nameOfInode = readInodes(inodes);
  if (!nameOfInode.known) return nameOfInode;
  const ofAgents = names.value.flatMap((name): AgentNamespace[] => {
    const [, kind, id] = name.match(agentNamespace) ?? [];
    return id === undefined ? [] : [{ name, kind: kind as AgentNamespace['kind'], id }];
  });
  const inFolder = [...nameOfInode.value.values()].filter((name) => agentNamespace.test(name));
  // On a recording there may be no second listing; then the first one has to do.
  if (inodes.kind === 'exited' && inodes.exitCode === 0 && inFolder.length !== ofAgents.length) {
    return unknown(
      `\`ip netns list\` shows ${ofAgents.length} namespaces of the agents, /run/netns holds ${inFolder.length}`,
    );
  }
  return known({ ofAgents, nameOfInode: nameOfInode.value });
}

function readInodes(result: CommandResult): Known<ReadonlyMap<string, string>> {
  // The folder appears with the first `ip netns add`.
  const isAbsent = result.kind === 'exited' && result.stderr.includes('No such file');
  if (isAbsent || result.kind === 'not-recorded') return known(new Map());
  return parsed(inodesCommand, result, readInodeLines);
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
