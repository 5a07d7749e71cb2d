import type { Host } from '../host/host.ts';
import type { DhcpEnd } from './ends.ts';
import type { Cause } from './gap/blocker.ts';
import { deniedPart, outputOf } from './path-rights.ts';

/** Without the first it knows no guest, without the second no router or DNS server. */
const files = ['host', 'opts'] as const;

/**
 * Why dnsmasq, which runs as another user than the agent that writes its files, can't read them: it then goes on without
 * them, and says so in its log only.
 */
export async function unreadableFile(host: Host, { stop, pid, folder }: DhcpEnd): Promise<Cause | undefined> {
  const [user, group] =
    (await outputOf(host, ['ps', '-o', 'user=,group=', '-p', String(pid)]))?.trim().split(/\s+/) ?? [];
  if (user === undefined) return undefined;
  for (const file of files) {
    const denied = await deniedPart(host, `${folder}/${file}`, { user, group });
    if (denied === undefined) continue;
    const { path, right, evidence } = denied;
    const change = (sign: '+' | '-') => ['chmod', `${right[0]}${sign}${right.slice(1)}`, path];
    const reload = ['kill', '-HUP', String(pid)];
    return {
      blocker: 'dhcp-files',
      certainty: 'decided',
      layer: 'dhcp',
      thing: path,
      summary: `The dnsmasq of ${stop.namespace} can't read ${folder}/${file}: its user ${user} has no right to ${path}.`,
      evidence: [evidence],
      fix: {
        summary: `Let dnsmasq read ${path}, and the file again`,
        risk: 'safe',
        commands: [change('+'), reload],
        undo: [change('-'), reload],
        permanent: 'The DHCP agent writes the file readable for all: find what changed its mode, such as a umask.',
      },
    };
  }
  return undefined;
}
