import type { Fix } from '../engine/check.ts';
import type { Dnsmasq } from '../facts/dnsmasq.ts';
import type { Known } from '../facts/known.ts';
import type { Services } from '../facts/services.ts';
import type { DhcpServer } from '../topology/networks.ts';
import { restartFix } from './agents.ts';

export const killCommands = (processes: readonly Dnsmasq[]): Fix['commands'] =>
  processes.map(({ pid }) => ['kill', String(pid)]);

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
