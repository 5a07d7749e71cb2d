import { failureOf } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import type { Cause } from './gap/blocker.ts';

/** What takes requests for metadata in a router's namespace, and the file by which its agent configured it. */
export interface MetadataProxyEnd {
  readonly namespace: string;
  readonly conf: string | undefined;
}

/**
 * Why a proxy that takes connections can't hand requests on: its user has no right to the socket of the metadata agent, or
 * to a folder on the way to it (unix(7)). No packet tells: in place of a guest nobody can go on with a connection, and the
 * router itself is not let in.
 */
export async function closedSocket(
  host: Host,
  { namespace, conf: file }: MetadataProxyEnd,
): Promise<Cause | undefined> {
  const conf = await readProxyConf(host, file);
  // `namei` says names, not numbers.
  if (conf === undefined || conf.user === 'root' || /^\d+$/.test(conf.user)) return undefined;
  const { socket, user, group } = conf;
  const argv = ['namei', '-l', socket] as const;
  const parts = await outputOf(host, argv);
  let path = '';
  for (const { text, kind, bits, owner, members, name } of partsIn(parts ?? '')) {
    path = name === '/' ? '' : `${path}/${name}`;
    const [who, own] =
      owner === user ? ['u', bits.slice(0, 3)] : members === group ? ['g', bits.slice(3, 6)] : ['o', bits.slice(6, 9)];
    const isOpen = kind === 's' ? own.includes('w') : /[xst]/.test(own);
    if (kind === 'l' || isOpen) continue;
    const right = kind === 's' ? 'rw' : 'x';
    return {
      blocker: 'metadata-socket',
      certainty: 'decided',
      layer: 'metadata',
      summary: `The metadata proxy of ${namespace} takes requests and can't hand them on: its user ${user} has no right to ${path}.`,
      evidence: [{ command: argv, where: 'host', output: text }],
      thing: path,
      fix: {
        summary: `Give the metadata proxy the right to ${path}`,
        risk: 'safe',
        commands: [['chmod', `${who}+${right}`, path]],
        undo: [['chmod', `${who}-${right}`, path]],
        permanent:
          'The metadata agent makes its socket by metadata_proxy_socket_mode: see its settings, and what else changes this path.',
      },
    };
  }
  return undefined;
}

/** What the agent tells haproxy: as whom to run, and where to hand requests on. */
export interface ProxyConf {
  readonly socket: string;
  readonly user: string;
  readonly group: string | undefined;
}

export async function readProxyConf(host: Host, file: string | undefined): Promise<ProxyConf | undefined> {
  if (file === undefined) return undefined;
  const conf = await outputOf(host, ['grep', '-E', '^ *(user|group|server) ', file]);
  const [, socket] = conf?.match(/^\s*server \S+ (\/\S+)/m) ?? [];
  if (conf === undefined || socket === undefined) return undefined;
  const [, user = 'root'] = conf.match(/^\s*user +(\S+)/m) ?? [];
  const [, group] = conf.match(/^\s*group +(\S+)/m) ?? [];
  return { socket, user, group };
}

/** The headers by which the agent learns whose request it is: those of fixed values, such as `X-Neutron-Router-ID`. */
export async function proxyHeaders(host: Host, file: string): Promise<readonly (readonly [string, string])[]> {
  const conf = await outputOf(host, ['grep', '-E', '^ *http-request (add|set)-header ', file]);
  const headers = [...(conf ?? '').matchAll(/^\s*http-request (?:add|set)-header (\S+) ([^\s%]+)$/gm)];
  return headers.map(([, name = '', value = '']) => [name, value]);
}

async function outputOf(host: Host, argv: Command['argv']): Promise<string | undefined> {
  const result = await runOne(host, { argv });
  return failureOf({ argv }, result) === undefined && result.kind === 'exited' ? result.stdout : undefined;
}

/** `namei -l`: a line for each part of a path, such as `srw-rw-rw- neutron neutron metadata_proxy`. */
const partsIn = (text: string) =>
  [...text.matchAll(/^ *([dls])([-\w]{9})\S? +(\S+) +(\S+) +(.+)$/gm)].map(
    ([line, kind = '', bits = '', owner = '', members = '', name = '']) => ({
      ...{ text: line.trim(), kind, bits, owner, members, name },
    }),
  );
