import type { Facts } from '../facts/index.ts';
import { type Known, seenOf } from '../facts/known.ts';
import { agentProcesses, programOf } from '../facts/processes.ts';
import type { SavedStatement } from '../facts/statements.ts';
import type { SwitchDatabase, SwitchInterface } from '../facts/switch.ts';

/** Who rules the networks of a host in place of the agents that qdoctor knows, by any sign of it that was seen. */
export type OtherDriver = 'OVN' | 'nova-network' | undefined;

type Signs = Partial<Pick<Facts, 'processes' | 'database' | 'namespaces' | 'hostRules'>> & {
  readonly statements?: Known<readonly Pick<SavedStatement, 'statement'>[]>;
};

/**
 * OVN names its tunnels `ovn-…` (ovn-controller(8)), its patch ports `patch-A-to-B`, and the namespaces of its metadata
 * agent `ovnmeta-…`. An Open vSwitch agent that runs is the ruler all the same, whatever OVN has left behind.
 */
export function otherDriverOf({ processes, database, namespaces, hostRules, statements }: Signs): OtherDriver {
  const running = seen(processes) ?? [];
  const programs = new Set(running.map(programOf));
  if (programs.has('ovn-controller')) return 'OVN';
  if (programs.has('nova-network')) return 'nova-network';
  if (agentProcesses(running, 'l2-agent').length > 0) return undefined;
  const isOfOvn =
    (seen(statements) ?? []).some(({ statement }) => statement.kind === 'driver') ||
    devicesOf(seen(database)).some(isDeviceOfOvn) ||
    (seen(namespaces)?.others ?? []).some((name) => name.startsWith('ovnmeta-'));
  if (isOfOvn) return 'OVN';
  return (seen(hostRules) ?? []).some(({ chain }) => chain.startsWith('nova-network-')) ? 'nova-network' : undefined;
}

const seen = <T>(fact: Known<T> | undefined): T | undefined => (fact === undefined ? undefined : seenOf(fact));

const devicesOf = (database: SwitchDatabase | undefined): readonly SwitchInterface[] =>
  (database?.bridges ?? []).flatMap(({ ports }) => ports.flatMap(({ interfaces }) => interfaces));

const isDeviceOfOvn = ({ name, type }: SwitchInterface): boolean =>
  (type === 'geneve' && name.startsWith('ovn-')) || (type === 'patch' && /^patch-.+-to-.+$/.test(name));
