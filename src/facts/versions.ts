import type { Command } from '../host/host.ts';

const version = (tool: string, option = '--version'): readonly [string, Command] => [tool, { argv: [tool, option] }];

/** What tells the releases of the kernel and of the tools that matter; of each answer the first line counts. */
export const versionCommands: readonly (readonly [name: string, command: Command])[] = [
  ['kernel', { argv: ['uname', '-sr'] }],
  version('ovs-vsctl'),
  version('dnsmasq'),
  version('iptables'),
  version('ip', '-V'),
  version('tcpdump'),
  version('haproxy', '-v'),
];
