import type { Host } from '../host/host.ts';
import type { Cause } from './gap/blocker.ts';
import { deniedPart, outputOf } from './path-rights.ts';

/** What takes requests for metadata in a router's namespace, and the file by which its agent configured it. */
export interface MetadataProxyEnd {
  readonly namespace: string;
  readonly conf: string | undefined;
  /** What ends the proxy and has its agent start it anew; empty where that is not known. */
  readonly restart: readonly (readonly string[])[];
}

/**
 * Why a proxy that takes connections can't hand requests on: its user has no right to the socket of the metadata agent, or
 * to a folder on the way to it (unix(7)). No packet tells: in place of a guest nobody can go on with a connection, and the
 * router itself is not let in.
 */
export async function closedSocket(
  host: Host,
  { namespace }: MetadataProxyEnd,
  conf: ProxyConf,
): Promise<Cause | undefined> {
  const denied = await deniedPart(host, conf.socket, conf);
  if (denied === undefined) return undefined;
  const { path, right, evidence } = denied;
  const [who, what] = [right[0], right.slice(1)];
  return {
    blocker: 'metadata-socket',
    certainty: 'decided',
    layer: 'metadata',
    summary: `The metadata proxy of ${namespace} takes requests and can't hand them on: its user ${conf.user} has no right to ${path}.`,
    evidence: [evidence],
    thing: path,
    fix: {
      summary: `Give the metadata proxy the right to ${path}`,
      risk: 'safe',
      commands: [['chmod', `${who}+${what}`, path]],
      undo: [['chmod', `${who}-${what}`, path]],
      permanent:
        'The metadata agent makes its socket by metadata_proxy_socket_mode: see its settings, and what else changes this path.',
    },
  };
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
  const [, socket] = conf?.match(/^[ \t]*server \S+ (\/\S+)/m) ?? [];
  if (conf === undefined || socket === undefined) return undefined;
  const [, user = 'root'] = conf.match(/^[ \t]*user +(\S+)/m) ?? [];
  const [, group] = conf.match(/^[ \t]*group +(\S+)/m) ?? [];
  return { socket, user, group };
}

/** The headers by which the agent learns whose request it is: those of fixed values, such as `X-Neutron-Router-ID`. */
export async function proxyHeaders(host: Host, file: string): Promise<readonly (readonly [string, string])[]> {
  const conf = await outputOf(host, ['grep', '-E', '^ *http-request (add|set)-header ', file]);
  const headers = [...(conf ?? '').matchAll(/^[ \t]*http-request (?:add|set)-header (\S+) ([^\s%]+)$/gm)];
  return headers.map(([, name = '', value = '']) => [name, value]);
}
