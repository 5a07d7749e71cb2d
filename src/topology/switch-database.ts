import type { Facts } from '../facts/index.ts';
import { type Known, known } from '../facts/known.ts';
import { agentProcesses, daemonOf } from '../facts/processes.ts';
import { type SwitchBridge, type SwitchDatabase, usualIntegrationBridge } from '../facts/switch.ts';
import { defineSection } from './define-section.ts';

/** What the database of Open vSwitch says; on a host of the Linux bridge agent no more than that nothing is known. */
export const switchDatabase = defineSection({
  name: 'switchDatabase',
  facts: ['database', 'hostStack', 'processes'],
  needs: [],
  build: (facts): Known<SwitchDatabase> =>
    needsNoSwitch(facts) ? known({ bridges: [], isComplete: false, version: undefined }) : facts.database,
});

/** The bridge of one network, as the Linux bridge agent names it. */
export const linuxBridgeName = /^brq[0-9a-f]{8}-[0-9a-f]{2}$/;

/**
 * Whether this is a host of the Linux bridge agent, on which no switch is missed: where that agent runs or has made
 * bridges, and nothing of Open vSwitch is at work.
 */
export function needsNoSwitch({
  database,
  hostStack,
  processes,
}: Pick<Facts, 'database' | 'hostStack' | 'processes'>): boolean {
  if (!processes.known || (database.known && integrationBridgeOf(database.value) !== undefined)) return false;
  const agents = agentProcesses(processes.value, 'l2-agent');
  const isOfSwitch =
    agents.some(({ args }) => !args.includes('linuxbridge')) ||
    (!database.known && daemonOf(processes.value, 'ovs-vswitchd') !== undefined);
  const hasBridges =
    hostStack.interfaces.known && hostStack.interfaces.value.some(({ name }) => linuxBridgeName.test(name));
  return !isOfSwitch && (agents.length > 0 || hasBridges);
}

/** br-int, or whatever bridge holds the ports that belong on it. */
export function integrationBridgeOf(database: SwitchDatabase): SwitchBridge | undefined {
  return (
    database.bridges.find(({ name }) => name === usualIntegrationBridge) ??
    database.bridges.find(({ ports }) => ports.some(({ name }) => /^(?:qvo|qr-)/.test(name)))
  );
}

/** What it is called; where it is not seen, as most call it. */
export const integrationBridgeName = (database: Known<SwitchDatabase>): string =>
  (database.known ? integrationBridgeOf(database.value)?.name : undefined) ?? usualIntegrationBridge;
