import { createHash } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { groupedBy } from '../grouped.ts';
import { kollaStatePath, statePaths } from '../host/containers.ts';
import type { Command, CommandResult } from '../host/host.ts';
import { runtimeAtWork } from './containers.ts';
import { dhcpFolders, dnsmasq } from './dhcp-servers.ts';
import { defineFact } from './fact.ts';
import { type Known, known, unknown } from './known.ts';
import { processes } from './process-list.ts';
import { failureOf, isNoisy } from './result.ts';
import { macOf } from './text/values.ts';
import { built, joined, without } from './word-list.ts';

/*
 * The files by which a DHCP or L3 agent talks to its dnsmasq and keepalived: two processes read all of them,
 * however many networks there are. The checksums prove that nothing was cut, garbled or is being rewritten.
 */

export interface HostLine {
  readonly mac: string;
  readonly address: string;
  readonly line: string;
}

/** A lease that dnsmasq has given and not taken back. */
export interface Lease {
  readonly mac: string;
  readonly address: string;
  readonly line: string;
}

/** What a DHCP agent wrote for one network, and the leases that its dnsmasq keeps beside it. */
export interface DhcpFiles {
  readonly networkId: string;
  readonly folder: string;
  readonly hosts: readonly HostLine[];
  /** Lines with what looks like an IPv4 address and is none: dnsmasq takes it for a name, and has no address to offer. */
  readonly unusable: readonly { readonly mac: string; readonly line: string }[];
  /** The MACs of the host file, those of IPv6-only ports too. */
  readonly macs: ReadonlySet<string>;
  /** The lines of `opts`, such as `tag:subnet-…,option:router,10.11.12.1`. */
  readonly options: readonly string[];
  /** The device of the DHCP port. */
  readonly device: string | undefined;
  readonly pid: number | undefined;
  readonly leases: readonly Lease[];
}

export interface AgentFiles {
  readonly dhcp: readonly DhcpFiles[];
  /** keepalived's state by router id: primary/master, backup … */
  readonly haState: ReadonlyMap<string, string>;
  /** Routers for which the L3 agent started a metadata proxy here. */
  readonly routerIds: ReadonlySet<string>;
  /** What the agents wrote for their haproxy, by the id of the router or network it serves. */
  readonly metadataConfs: ReadonlyMap<string, string>;
}

const foldersIn = (path: string): readonly string[] => [`${path}/dhcp`, `${path}/ha_confs`];
const proxyFoldersIn = (path: string): readonly string[] => [`${path}/ns-metadata-proxy`, `${path}/external/pids`];
const usualFolders = statePaths.flatMap(foldersIn);

const readNames = ['host', 'opts', 'interface', 'pid', 'state', 'leases'];

/** `folders`: dhcp folders beyond the usual ones, as running dnsmasq processes name them. */
export function agentFileCommands(
  folders: readonly string[],
  proxyFolders: readonly string[] = [],
): { contents: Command; sums: Command } {
  const roots = [...usualFolders, ...folders];
  const proxies = [...statePaths.flatMap(proxyFoldersIn), ...proxyFolders];
  return {
    contents: { argv: ['grep', '-rsH', '', ...readNames.map((name) => `--include=${name}`), ...roots] },
    sums: { argv: ['find', ...roots, ...proxies, '-maxdepth', '2', '-type', 'f', '-exec', 'sha256sum', '{}', '+'] },
  };
}

function readAgentFiles(
  commands: { contents: Command; sums: Command },
  contents: CommandResult,
  sums: CommandResult,
): Known<AgentFiles> {
  for (const [command, result] of [
    [commands.contents, contents],
    [commands.sums, sums],
  ] as const) {
    // Folders of a release that is not installed here are absent, which both tools count as an error.
    const isFine =
      result.kind === 'exited' && result.exitCode <= 2 && !/permission denied|not permitted/i.test(result.stderr);
    if (!isFine) return unknown(failureOf(command, result) ?? 'not readable');
    if (isNoisy(result.stdout)) return unknown('there is noise among the files of the agents');
  }
  const lines = linesIn(contents).map((line) => ({ line, parts: /^(\/[^:]*):(.*)$/.exec(line) }));
  const foreign = lines.find(({ parts }) => parts === null);
  if (foreign !== undefined) return unknown(`a line of no file: ${foreign.line.slice(0, 60)}`);
  const linesOf = new Map(
    [...groupedBy(lines, ({ parts }) => parts?.[1])].map(([path, own]) => [
      path,
      own.map(({ parts }) => parts?.[2] ?? ''),
    ]),
  );
  const paths: string[] = [];
  for (const line of linesIn(sums)) {
    const [, sum, path] = line.match(/^([0-9a-f]{64}) [ *](\/.*)$/) ?? [];
    if (sum === undefined || path === undefined) return unknown(`no file: ${line.slice(0, 60)}`);
    paths.push(path);
    const file = fileAt(path, linesOf);
    // dnsmasq writes its leases anew with every renewal, so that their sum holds for a moment only.
    if (file === undefined || file.name === 'leases') continue;
    // A last line may lack its newline, and an empty file has none.
    if (sum !== sumOf(`${file.lines.join('\n')}\n`) && sum !== sumOf(file.lines.join('\n'))) {
      return unknown(`${path} changed while it was read`);
    }
  }
  if (paths.filter((path) => fileAt(path, linesOf)).length < linesOf.size) {
    return unknown('the list of the files of the agents was cut short');
  }
  return known(agentFilesOf(paths, linesOf));
}

/** All that a DHCP agent has written before it starts dnsmasq (Neutron, dhcp.py: _output_config_files). */
const writtenFirst = ['host', 'opts'];

/**
 * The same from copies, by their paths: a sosreport has /var/lib/neutron as it is (sos, openstack_neutron.py).
 * `folders`: those that dnsmasq processes name; a container may have its own.
 */
function readCopiedAgentFiles(copies: ReadonlyMap<string, string>, folders: readonly string[]): Known<AgentFiles> {
  const linesOf = new Map([...copies].map(([path, text]) => [path, text.split('\n').filter((line) => line !== '')]));
  const facts = agentFilesOf([...copies.keys()], linesOf);
  const needed = new Set([...folders, ...facts.dhcp.map(({ folder }) => folder)]);
  const partial = [...needed].find((folder) => writtenFirst.some((name) => !copies.has(`${folder}/${name}`)));
  if (partial !== undefined) return unknown(`${partial} is not whole in the recording`);
  const isNoise = ([path, text]: readonly [string, string]) => fileAt(path, linesOf) !== undefined && isNoisy(text);
  if ([...copies].some(isNoise)) return unknown('there is noise among the files of the agents');
  return known(facts);
}

function agentFilesOf(paths: readonly string[], linesOf: ReadonlyMap<string, readonly string[]>): AgentFiles {
  const files = paths.flatMap((path) => fileAt(path, linesOf) ?? []);
  const dhcp = dhcpFilesOf(files);
  const routerIds = new Set<string>();
  const metadataConfs = new Map<string, string>();
  for (const path of paths) {
    const id = path.match(/\/(?:ns-metadata-proxy|pids)\/([0-9a-f-]{36})\.(?:conf|pid)/)?.[1];
    // The DHCP agent keeps the settings of its own proxies in the same folder.
    if (id !== undefined && !dhcp.some(({ networkId }) => networkId === id)) routerIds.add(id);
    if (id !== undefined && path.endsWith(`/ns-metadata-proxy/${id}.conf`)) metadataConfs.set(id, path);
  }
  return { dhcp, haState: haStateOf(files), routerIds, metadataConfs };
}

function fileAt(path: string, linesOf: ReadonlyMap<string, readonly string[]>): File | undefined {
  const [, id, name] = path.match(/\/(?:dhcp|ha_confs)\/([0-9a-f-]{36})\/([^/]+)$/) ?? [];
  if (id === undefined || name === undefined || !readNames.includes(name)) return undefined;
  return { path, id, name, lines: linesOf.get(path) ?? [] };
}

/** What sha256sum(1) tells of a file with this text. */
export const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex');

const linesIn = (result: CommandResult): readonly string[] =>
  result.kind === 'exited' ? result.stdout.split('\n').filter((line) => line !== '') : [];

type File = { readonly path: string; readonly id: string; readonly name: string; readonly lines: readonly string[] };

function dhcpFilesOf(files: readonly File[]): readonly DhcpFiles[] {
  const folders = groupedBy(files, ({ name, path }) =>
    name === 'state' ? undefined : path.slice(0, path.lastIndexOf('/')),
  );
  return [...folders].map(([folder, inIt]) => {
    const linesOf = (name: string) => inIt.find((file) => file.name === name)?.lines ?? [];
    const pid = Number(linesOf('pid')[0]);
    return {
      networkId: inIt[0]?.id ?? '',
      folder,
      hosts: linesOf('host').flatMap(readHostLine),
      unusable: linesOf('host').flatMap(readUnusableLine),
      macs: new Set(linesOf('host').map((line) => line.split(',')[0]?.toLowerCase() ?? '')),
      options: linesOf('opts'),
      device: linesOf('interface')[0],
      pid: Number.isInteger(pid) && pid > 0 ? pid : undefined,
      leases: linesOf('leases').flatMap(readLease),
    };
  });
}

/** `MAC,host-10-11-12-3.openstacklocal,10.11.12.3[,set:…]`, as the DHCP agent writes it; IPv6 lines are left out. */
function readHostLine(line: string): HostLine[] {
  const fields = line.split(',');
  const mac = macOf(fields[0]);
  const address = fields.find(isIPv4);
  return mac !== undefined && address !== undefined ? [{ mac, address, line }] : [];
}

/**
 * Lines by which a MAC gets no address: one that is none, none at all, or the word to ignore it (dnsmasq(8), --dhcp-host).
 * Lines with an IPv6 address, or with tags alone, are others' affair.
 */
function readUnusableLine(line: string): { mac: string; line: string }[] {
  const [first, ...fields] = line.split(',');
  const mac = macOf(first);
  const isOther = fields.some((field) => isIPv4(field) || field.includes(':'));
  const isUnusable = fields.includes('ignore') || !isOther;
  return mac !== undefined && isUnusable ? [{ mac, line }] : [];
}

/** `EXPIRY MAC ADDRESS NAME CLIENT-ID` (dnsmasq, lease.c); IPv6 leases have a number in place of the MAC. */
function readLease(line: string): Lease[] {
  const [, first, address = '', ...others] = line.split(' ');
  const mac = macOf(first);
  return mac !== undefined && isIPv4(address) && others.length === 2 ? [{ mac, address, line }] : [];
}

const haStateOf = (files: readonly File[]): ReadonlyMap<string, string> =>
  new Map(files.filter(({ name }) => name === 'state').map(({ id, lines }) => [id, lines[0] ?? '']));

export const agentFiles = defineFact({
  id: 'agentFiles',
  about: 'the files by which the agents talk to dnsmasq, keepalived and haproxy',
  needs: { processes, dnsmasq },
  // Only where a runtime of containers is at work, a host may be one of kolla-ansible.
  lists: {
    folders: joined(
      without(dhcpFolders, usualFolders),
      built(runtimeAtWork, () => foldersIn(kollaStatePath)),
    ),
    proxyFolders: built(runtimeAtWork, () => proxyFoldersIn(kollaStatePath)),
  },
  ask: (_, { folders, proxyFolders }) => agentFileCommands(folders, proxyFolders),
  read({ contents, sums }, { needs, saved }): Known<AgentFiles> {
    const folders = needs.dnsmasq.known ? needs.dnsmasq.value.map(({ folder }) => folder) : [];
    const copies = contents.result.kind === 'not-recorded' ? saved.copiesUnder(statePaths) : undefined;
    if (copies !== undefined && copies.size > 0) return readCopiedAgentFiles(copies, folders);
    return readAgentFiles({ contents: contents.command, sums: sums.command }, contents.result, sums.result);
  },
});
