import { failureOf } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';

/** The first part of a path that a user has no right to, and what it lacks. */
export interface Denied {
  readonly path: string;
  /** The words of chmod(1) that would give it, without the sign. */
  readonly right: `${'u' | 'g' | 'o'}${string}`;
  readonly evidence: { readonly command: Command['argv']; readonly where: string; readonly output: string };
}

/**
 * Why a user can't read a file, or connect to a socket (unix(7)), as far as owners and modes tell (namei(1)); undefined
 * where the user can, or nothing tells.
 */
export async function deniedPart(
  host: Host,
  file: string,
  { user, group }: { readonly user: string; readonly group: string | undefined },
): Promise<Denied | undefined> {
  // `namei` says names, not numbers.
  if (user === 'root' || /^\d+$/.test(user)) return undefined;
  const command = ['namei', '-l', file] as const;
  let path = '';
  for (const { text, kind, bits, owner, members, name } of partsIn((await outputOf(host, command)) ?? '')) {
    path = name === '/' ? '' : `${path}/${name}`;
    const [who, own] =
      owner === user
        ? (['u', bits.slice(0, 3)] as const)
        : members === group
          ? (['g', bits.slice(3, 6)] as const)
          : (['o', bits.slice(6, 9)] as const);
    const isOpen = kind === 's' ? own.includes('w') : kind === '-' ? own.includes('r') : /[xst]/.test(own);
    if (kind === 'l' || isOpen) continue;
    const right = kind === 's' ? 'rw' : kind === '-' ? 'r' : 'x';
    return { path, right: `${who}${right}`, evidence: { command, where: 'host', output: text } };
  }
  return undefined;
}

/** What a command prints that succeeds. */
export async function outputOf(host: Host, argv: Command['argv']): Promise<string | undefined> {
  const result = await runOne(host, { argv });
  return failureOf({ argv }, result) === undefined && result.kind === 'exited' ? result.stdout : undefined;
}

/** `namei -l`: a line for each part of a path, such as `srw-rw-rw- neutron neutron metadata_proxy`. */
const partsIn = (text: string) =>
  [...text.matchAll(/^ *([-dls])([-\w]{9})\S? +(\S+) +(\S+) +(.+)$/gm)].map(
    ([line, kind = '', bits = '', owner = '', members = '', name = '']) => ({
      ...{ text: line.trim(), kind, bits, owner, members, name },
    }),
  );
