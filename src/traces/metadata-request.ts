import type { NovaMetadata } from '../facts/metadata.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import { metadataAddress } from '../topology/metadata.ts';
import type { Cause } from './gap/blocker.ts';
import { type MetadataProxyEnd, type ProxyConf, proxyHeaders } from './metadata-socket.ts';

/** How long an answer may take: first as of a healthy host, then as of a busy one. */
const patienceSeconds = [2, 5] as const;

/** curl(1), EXIT CODES: it could not connect, and the time is over. */
const [notConnected, timeIsOver] = [7, 28];

/**
 * Why a request for metadata gets no answer from behind the proxy: it is handed to the agent's socket as the proxy would
 * hand on a guest's, and goes on to nova. Undefined where it is answered, or nothing can be said.
 */
export async function failedRequest(
  host: Host,
  { namespace, conf: file, restart }: MetadataProxyEnd,
  conf: ProxyConf,
  guest: string,
  nova: NovaMetadata | undefined,
): Promise<Cause | undefined> {
  if (file === undefined) return undefined;
  const headers = [['X-Forwarded-For', guest] as const, ...(await proxyHeaders(host, file))].flatMap(
    ([name, value]) => ['-H', `${name}: ${value}`],
  );
  const ask = (seconds: number): Command['argv'] => [
    'curl',
    ...['-sS', '-o', '/dev/null', '-w', '%{http_code}', '-m', String(seconds), '--unix-socket', conf.socket],
    ...headers,
    `http://${metadataAddress}/`,
  ];
  for (const seconds of patienceSeconds) {
    const argv = ask(seconds);
    const result = await runOne(host, { argv });
    // Without curl, or an old one, nothing can be said.
    if (result.kind !== 'exited') return undefined;
    if (result.exitCode === notConnected) return unheard(namespace, file, conf.socket, argv, result.stderr, restart);
    const isSilent = result.exitCode === timeIsOver;
    if (!isSilent && result.exitCode !== 0) return undefined;
    const status = result.stdout.trim();
    const frozen = isSilent && nova !== undefined ? await suspendedListener(host, nova) : undefined;
    if (frozen !== undefined) return frozen;
    if (isSilent && seconds !== patienceSeconds.at(-1)) continue;
    // What is not found (404) may be the guest's address, as Neutron knows it.
    if (!isSilent && !/^(?:5\d\d|403)$/.test(status)) return undefined;
    const said = isSilent ? `there is no answer within ${seconds} s` : `the answer is status ${status}`;
    return {
      blocker: 'metadata-request',
      certainty: 'decided',
      layer: 'metadata',
      summary: `The metadata proxy of ${namespace} hands requests on to the metadata agent, and ${said}: the logs of the agent and of nova tell why.`,
      evidence: [{ command: argv, where: 'host', output: result.stderr.trim() || status, isSeen: true }],
      fix: null,
    };
  }
  return undefined;
}

/** Nobody listens on the socket that the proxy was told, while the metadata agent runs. */
function unheard(
  namespace: string,
  conf: string,
  socket: string,
  argv: Command['argv'],
  said: string,
  restart: readonly (readonly string[])[],
): Cause {
  return {
    blocker: 'metadata-request',
    certainty: 'decided',
    layer: 'metadata',
    thing: socket,
    summary: `The metadata proxy of ${namespace} hands requests on to ${socket}, where nobody listens.`,
    evidence: [
      { command: ['grep', '-E', '^ *server ', conf], where: 'host', output: `server metadata ${socket}` },
      { command: argv, where: 'host', output: said.trim() },
    ],
    fix:
      restart.length === 0
        ? null
        : {
            summary: 'End the proxy and restart its agent, which configures and starts it again',
            risk: 'disruptive',
            commands: restart,
            undo: [],
            permanent:
              'metadata_proxy_socket must be the same in the settings of the metadata agent and of this agent.',
          },
  };
}

/** The process that listens for nova's metadata on this host, where a signal has suspended it: then the kernel takes connections. */
async function suspendedListener(host: Host, { host: address, port }: NovaMetadata): Promise<Cause | undefined> {
  const argv = ['ss', '-Hltnp', `sport = :${port}`] as const;
  const sockets = await runOne(host, { argv });
  if (sockets.kind !== 'exited' || sockets.exitCode !== 0) return undefined;
  const line = sockets.stdout
    .split('\n')
    .find((each) => each.includes(address) || /(?:\*|0\.0\.0\.0|\[::\]):/.test(each));
  const pids = [...new Set([...(line ?? '').matchAll(/\bpid=(\d+)/g)].map(([, pid = '']) => pid))];
  if (line === undefined || pids.length === 0) return undefined;
  const status = ['ps', '-o', 'pid=,stat=,args=', '-p', pids.join(',')] as const;
  const listed = await runOne(host, { argv: status });
  const suspended = (listed.kind === 'exited' ? listed.stdout : '').split('\n').flatMap((each) => {
    const [, pid, state] = each.match(/^\s*(\d+) +([A-Z])/) ?? [];
    return pid !== undefined && state === 'T' ? [{ pid, text: each.trim() }] : [];
  });
  if (suspended.length < pids.length) return undefined;
  const signal = (name: string) => suspended.map(({ pid }) => ['kill', `-${name}`, pid]);
  return {
    blocker: 'metadata-request',
    certainty: 'decided',
    layer: 'metadata',
    summary: `Nova's metadata API at ${address}, TCP port ${port}, is suspended (SIGSTOP): it takes requests and answers none.`,
    evidence: [
      { command: argv, where: 'host', output: line },
      { command: status, where: 'host', output: suspended.map(({ text }) => text).join('\n') },
    ],
    fix: {
      summary: "Resume nova's metadata API (SIGCONT)",
      risk: 'safe',
      commands: signal('CONT'),
      undo: signal('STOP'),
      permanent: 'Find what suspended it: a debugger, a backup script, a job control of a shell.',
    },
  };
}
