import { daemons, type NamedDaemon, vswitchd } from './daemons.ts';
import type { Known } from './known.ts';
import { database } from './ovs.ts';
import { type SwitchDatabase, type SwitchPort, tunnelBridge, usualIntegrationBridge } from './switch.ts';
import { found, joined, without } from './word-list.ts';

/** What a fact needs that is about each bridge on which agents program flows. */
export const needsOfBridges = { database, daemons, vswitchd };

const inJson = { from: 'output', fact: database, command: 'switch', splitAt: '[' } as const;

/** Every bridge: in JSON each row begins with its name, as does, by the word, each set and each map. */
export const switchBridges = joined(
  without(found(inJson, /^"([^"]+)",$/), ['set', 'map']),
  found({ from: 'output', fact: database, command: 'show' }, /^ *Bridge "?([^" ]+)"?$/),
);

/** The integration bridge and those patched to it. A switch that does not answer is not asked. */
export function isProgrammed(
  bridge: string,
  needs: { readonly database: Known<SwitchDatabase>; readonly daemons: readonly NamedDaemon[] },
): boolean {
  const daemon = needs.daemons.find(({ name }) => name === 'ovs-vswitchd')?.state;
  if (!needs.database.known || (daemon?.known === true && !daemon.value.answers)) return false;
  const isPatched = ({ interfaces }: SwitchPort) => interfaces.some(({ type }) => type === 'patch');
  return needs.database.value.bridges.some(
    ({ name, ports }) =>
      name === bridge && (name === usualIntegrationBridge || name === tunnelBridge || ports.some(isPatched)),
  );
}
