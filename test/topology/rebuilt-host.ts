import { createHash } from 'node:crypto';
import type { Host } from '../../src/host/host.ts';
import { type Edit, editedHost } from '../support/recorded-host.ts';

/*
 * Hosts as they are found in the field but not in the lab, made from a recording by changing what little is different
 * in them. Every change is made to the texts that the tools printed.
 */

/** As far as `ip -j` was recorded: every other key of it is passed on as it is. */
export interface Link {
  ifname: string;
  flags: string[];
  addr_info: { family: string; local: string; prefixlen: number }[];
  [key: string]: unknown;
}
export interface Route {
  dst: string;
  dev?: string;
  gateway?: string;
  [key: string]: unknown;
}
export interface Stack {
  links: Link[];
  routes: Route[];
  /** Left out: as they were. */
  rules?: { priority: number; src: string; srclen?: number; table: string }[];
}

/** What `ip` tells of a namespace, or of the host itself, after a change. */
export function withStack(host: Host, namespace: string | undefined, change: (stack: Stack) => Stack): Host {
  return editedHost(host, ({ argv }, result) => {
    const isInScope = argv.includes('-batch') && (namespace === undefined ? argv[1] === '-d' : argv[2] === namespace);
    return isInScope && result.kind === 'exited' ? { ...result, stdout: rewritten(result.stdout, change) } : result;
  });
}

function rewritten(text: string, change: (stack: Stack) => Stack): string {
  const [links = '', routes = '', rules = '', ...others] = text.trim().split('\n');
  // The recording is of iproute2 6.1, whose JSON has these keys.
  const changed = change({ links: JSON.parse(links) as Link[], routes: JSON.parse(routes) as Route[] });
  const ruled = changed.rules === undefined ? rules : JSON.stringify(changed.rules);
  return `${[JSON.stringify(changed.links), JSON.stringify(changed.routes), ruled, ...others].join('\n')}\n`;
}

/** A namespace more, whose stack is that of another one after a change. */
export function withNamespace(host: Host, name: string, like: string, change: (stack: Stack) => Stack): Host {
  const answer: Edit = ({ argv }, result) => {
    const words = argv.join(' ');
    if (result.kind !== 'exited') return result;
    if (words === 'ip netns list') return { ...result, stdout: `${name}\n${result.stdout}` };
    if (words.startsWith('find /run/netns '))
      return { ...result, stdout: `4026599999 /run/netns/${name}\n${result.stdout}` };
    return result;
  };
  const listed = editedHost(host, answer);
  return {
    ...listed,
    stream: (command, readySign) => host.stream(command, readySign),
    run: async (commands) => {
      const results = await listed.run(commands);
      // What is asked of the new namespace is asked of the other one in its place.
      const own = commands.map(({ argv }) => argv.includes(name));
      const others = await withStack(host, like, change).run(
        commands.map((command) => {
          const [tool, ...words] = command.argv;
          return { ...command, argv: [tool, ...words.map((word) => (word === name ? like : word))] };
        }),
      );
      return results.map((result, index) => (own[index] === true ? (others[index] ?? result) : result));
    },
  };
}

/** A file more among those of the agents. */
export function withAgentFile(host: Host, path: string, line: string): Host {
  const sum = createHash('sha256').update(line).digest('hex');
  return editedHost(host, ({ argv }, result) => {
    if (result.kind !== 'exited') return result;
    if (argv.includes('sha256sum')) return { ...result, stdout: `${result.stdout}${sum}  ${path}\n` };
    return argv[1] === '-rsH' ? { ...result, stdout: `${result.stdout}${path}:${line}\n` } : result;
  });
}

/** A process more, beside the first that is listed. */
export const withProcess = (host: Host, args: string): Host =>
  editedHost(host, ({ argv }, result) => {
    if (argv[0] !== 'ps' || result.kind !== 'exited') return result;
    const [, stat, pids, network] = result.stdout.match(/^ *\d+ +(\S+) +(\S+) +(\S+)/) ?? [];
    return { ...result, stdout: `99999 ${stat} ${pids} ${network} ${args}\n${result.stdout}` };
  });

/** The switch's database after a change of what each command printed of it; nothing, where it was not recorded. */
export const withDatabase = (host: Host, change: (text: string, argv: readonly string[]) => string): Host =>
  editedHost(host, ({ argv }, result) => {
    if (argv[0] !== 'ovs-vsctl') return result;
    const before = result.kind === 'exited' ? result.stdout : '';
    return { kind: 'exited', exitCode: 0, stdout: change(before, argv), stderr: '' };
  });

/** A namespace whose rules the agent has taken away. */
export const withoutRules = (host: Host, namespace: string): Host =>
  editedHost(host, ({ argv }, result) =>
    argv.includes(namespace) && argv.includes('iptables-save') && result.kind === 'exited'
      ? { ...result, stdout: '' }
      : result,
  );

export const down = (link: Link): Link => ({
  ...link,
  flags: link.flags.filter((flag) => flag !== 'UP' && flag !== 'LOWER_UP'),
});

export const withoutAddresses = (link: Link): Link => ({
  ...link,
  addr_info: link.addr_info.filter(({ family }) => family !== 'inet'),
});
