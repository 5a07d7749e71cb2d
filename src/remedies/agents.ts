import type { Fix } from '../engine/check.ts';
import type { ServiceRole } from '../facts/deployments.ts';
import type { Known } from '../facts/known.ts';
import { logFolderOf, reconfigureOf, restartCommand, type Services } from '../facts/services.ts';

const agentOf: Readonly<Record<ServiceRole, string>> = {
  'l2-agent': 'Open vSwitch agent',
  'l3-agent': 'L3 agent',
  'dhcp-agent': 'DHCP agent',
  'metadata-agent': 'metadata agent',
  'nova-metadata': 'metadata API of nova',
  'open-vswitch': 'Open vSwitch service',
  'ovsdb-server': 'ovsdb-server',
  'ovs-vswitchd': 'ovs-vswitchd',
};

/** What a service of a role is called in a sentence. */
export const agentName = (role: ServiceRole): string => agentOf[role];

/** The restart of the agent that owns what is broken; null where this host has no service of that name. */
export function restartFix(
  services: Known<Services>,
  role: ServiceRole,
  effect: string,
  before: Fix['commands'] = [],
): Fix | null {
  const restart = restartCommand(services, role);
  if (restart === undefined) return null;
  const folder = logFolderOf(services, role);
  const settings = reconfigureOf(services, role);
  return {
    summary: `Restart the ${agentOf[role]}, which ${effect}`,
    risk: 'disruptive',
    commands: [...before, restart],
    undo: [],
    permanent: `Check the ${agentOf[role]}'s log${folder === undefined ? '' : ` in ${folder}`} for the cause.${
      settings === undefined ? '' : ` Its settings: ${settings}.`
    }`,
  };
}

/** The restarts that this host has services for. */
export const restarts = (services: Known<Services>, roles: readonly ServiceRole[]): Fix['commands'] =>
  roles.flatMap((role) => {
    const restart = restartCommand(services, role);
    return restart === undefined ? [] : [restart];
  });
