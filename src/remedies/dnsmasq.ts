import type { Fix } from '../engine/check.ts';
import type { Dnsmasq, DnsmasqSetting } from '../facts/dnsmasq.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import type { DhcpServer } from '../topology/networks.ts';
import { restartFix } from './agents.ts';

export const killCommands = (processes: readonly Dnsmasq[]): Fix['commands'] =>
  processes.map(({ pid }) => ['kill', String(pid)]);

/**
 * Starts dnsmasq again with the agent's own settings: without one of its command line or, where its configuration file has
 * it, with that line commented out, as it reads the file once. Null where that file is in a container, which gets it from
 * elsewhere.
 */
export function withoutSettingFix(
  processes: readonly Dnsmasq[],
  setting: DnsmasqSetting | undefined,
  services: Known<Services>,
  effect: string,
): Fix | null {
  const from = setting?.from;
  if (from === undefined) return restartFix(services, 'dhcp-agent', effect, killCommands(processes));
  if (processes.some(({ hasHostPid }) => hasHostPid === false)) return null;
  const { file, line } = from;
  const pattern = line.replace(/[[\]\\.^$*|]/g, '\\$&');
  const fix = restartFix(services, 'dhcp-agent', 'starts dnsmasq without it', [
    ['sed', '-i', `s|^${pattern}$|#&|`, file],
    ...killCommands(processes),
  ]);
  return (
    fix && {
      ...fix,
      summary: `Comment out this line of ${file}, and restart the DHCP agent, which starts dnsmasq without it`,
      undo: [['sed', '-i', `s|^#\\(${pattern}\\)$|\\1|`, file]],
      permanent: `${file} is dnsmasq_config_file of dhcp_agent.ini: find who put the line there, such as a deployment tool that will do it again.`,
    }
  );
}

/** dnsmasq reads its leases when it starts, and no command makes it forget one: they go while it is not running. */
export function forgetLeasesFix(
  server: DhcpServer,
  addresses: readonly string[],
  services: Known<Services>,
): Fix | null {
  const forget = addresses.map((address) => [
    'sed',
    '-i',
    `/ ${address.replaceAll('.', '\\.')} /d`,
    `${server.files?.folder}/leases`,
  ]);
  const fix = restartFix(services, 'dhcp-agent', 'starts dnsmasq without the old leases', [
    ...killCommands(server.processes),
    ...forget,
  ]);
  return (
    fix && {
      ...fix,
      permanent: 'The DHCP agent releases leases of deleted ports (dhcp_release): check its log for why it did not.',
    }
  );
}
