import { within } from '../facts/within.ts';
import type { MetadataPoint } from '../topology/metadata.ts';
import type { Fix } from './check.ts';
import { restartFix } from './fixes/agents.ts';

/** The proxy as the agent starts it; where its settings are not on this host, the agent's own start. */
export function startProxyFix({ at, conf, namespace, host }: MetadataPoint, pids: readonly number[]): Fix | null {
  const kill = pids.map((pid) => ['kill', '-KILL', String(pid)]);
  const role = 'router' in at ? 'l3-agent' : 'dhcp-agent';
  if (conf === undefined) return restartFix(host, role, 'starts the proxy again', kill);
  return {
    summary: `Start haproxy with the settings that the agent wrote for ${namespace}`,
    risk: 'safe',
    commands: [...kill, within(namespace, 'haproxy', '-f', conf)],
    undo: [],
    permanent:
      'The agent watches its proxies and starts them again within a minute: if it does not, look into its log.',
  };
}
