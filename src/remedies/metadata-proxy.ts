import type { Fix } from '../engine/check.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import { within } from '../facts/within.ts';
import type { MetadataPoint } from '../topology/metadata.ts';
import { restartFix } from './agents.ts';

/** The proxy as the agent starts it; where its settings are not on this host, the agent's own start. */
export function startProxyFix(
  { at, conf, namespace }: MetadataPoint,
  pids: readonly number[],
  services: Known<Services>,
): Fix | null {
  const kill = pids.map((pid) => ['kill', '-KILL', String(pid)]);
  const role = 'router' in at ? 'l3-agent' : 'dhcp-agent';
  if (conf === undefined) return restartFix(services, role, 'restarts the proxy', kill);
  return {
    summary: `Start haproxy with the agent's settings for ${namespace}`,
    // A process that was ended does not come back.
    risk: kill.length === 0 ? 'safe' : 'disruptive',
    commands: [...kill, within(namespace, 'haproxy', '-f', conf)],
    undo: kill.length === 0 ? [['pkill', '-xf', `haproxy -f ${conf.replaceAll('.', '\\.')}`]] : [],
    permanent: 'The agent restarts its proxies within a minute: if it does not, check its log.',
  };
}
