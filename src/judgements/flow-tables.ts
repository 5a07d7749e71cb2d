import { type Fault, required } from '../engine/check.ts';
import { flowEvidence } from '../evidence/flows.ts';
import { type Flow, flowsOf } from '../facts/flows.ts';
import { seenOf } from '../facts/known.ts';
import { restartFix } from '../remedies/agents.ts';
import type { AgentBridge } from '../topology/bridges.ts';
import type { Inputs } from '../topology/index.ts';

/**
 * The tables without a flow that packets are sent to, among those that the agent always fills. Table 0 counts as such
 * when all it does is drop.
 */
function deadTables(flows: readonly Flow[], tables: readonly number[]): readonly number[] {
  const isFirstDead = !flows.some(({ table, actions }) => table === 0 && actions !== 'drop');
  const isSentTo = (wanted: number) =>
    flows.some(({ actions }) => actions.includes(`resubmit(,${wanted})`) || actions.includes(`ct(table=${wanted},`));
  const isEmpty = (wanted: number) => !flows.some(({ table }) => table === wanted);
  return [...(isFirstDead ? [0] : []), ...tables.filter((wanted) => isSentTo(wanted) && isEmpty(wanted))];
}

/** Judges whether a bridge that forwards by its flows alone (fail_mode secure) has the agent's tables. */
export function flowsMissing(
  view: AgentBridge,
  tables: readonly number[],
  { flows: all, services }: Inputs<'flows' | 'services'>,
): Fault | undefined {
  if (view.bridge?.failMode !== 'secure') return undefined;
  const listed = flowsOf(all, view.name);
  // Of a list that does not prove itself whole, only that it shows nothing at all is worth a word.
  const flows = seenOf(listed)?.length === 0 ? [] : required(listed);
  const dead = deadTables(flows, tables);
  if (dead.length === 0) return undefined;
  const isBare = flows.length === 0;
  return {
    ...(listed.known ? {} : { severity: 'warning' }),
    summary: isBare
      ? listed.known
        ? `${view.name} has no flows, so it drops everything (fail_mode secure).`
        : `The list of ${view.name}'s flows is empty; if it is whole, the bridge drops everything (fail_mode secure).`
      : `${view.name} has no forwarding flows in table ${dead.join(', ')}: packets there are dropped.`,
    evidence: [
      isBare
        ? flowEvidence(view.name, '', flows)
        : flowEvidence(
            view.name,
            `table=${dead[0]}`,
            flows.filter(({ table }) => table === dead[0]),
          ),
      { command: ['ovs-vsctl', 'get-fail-mode', view.name], where: 'host', output: 'secure' },
    ],
    fix: restartFix(services, 'l2-agent', 'restores its flows'),
  };
}
