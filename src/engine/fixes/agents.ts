import { restartCommand, type ServiceRole } from '../../facts/services.ts';
import type { HostView } from '../../topology/types.ts';
import type { Fix } from '../check.ts';

const agentOf: Readonly<Record<ServiceRole, string>> = {
  'l2-agent': 'Open vSwitch agent',
  'l3-agent': 'L3 agent',
  'dhcp-agent': 'DHCP agent',
  'metadata-agent': 'metadata agent',
  'nova-metadata': 'metadata API of nova',
  'open-vswitch': 'Open vSwitch service',
};

/** What a service of a role is called in a sentence. */
export const agentName = (role: ServiceRole): string => agentOf[role];

/** The restart of the agent that owns what is broken; null where this host has no service of that name. */
export function restartFix(
  host: HostView,
  role: ServiceRole,
  effect: string,
  before: Fix['commands'] = [],
): Fix | null {
  const restart = restartCommand(host.services, role);
  if (restart === undefined) return null;
  return {
    summary: `Restart the ${agentOf[role]}, which ${effect}`,
    risk: 'disruptive',
    commands: [...before, restart],
    undo: [],
    permanent: `The ${agentOf[role]} keeps it; look into its log for why it was gone.`,
  };
}

/** The restarts that this host has services for. */
export const restarts = (host: HostView, roles: readonly ServiceRole[]): Fix['commands'] =>
  roles.flatMap((role) => {
    const restart = restartCommand(host.services, role);
    return restart === undefined ? [] : [restart];
  });

/** A fix of a few commands that disturb nobody. */
export const safeFix = (summary: string, commands: Fix['commands'], undo: Fix['undo'], permanent: string): Fix => ({
  summary,
  risk: 'safe',
  commands,
  undo,
  permanent,
});
