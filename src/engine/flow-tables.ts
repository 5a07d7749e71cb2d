import type { Flow } from '../facts/flows.ts';
import type { AgentBridge } from '../topology/bridges.ts';
import { type Evidence, type Fault, told } from './check.ts';
import { restartFix } from './fixes/agents.ts';

/** `ovs-ofctl dump-flows BRIDGE [FLOW]`. */
export const flowEvidence = (bridge: string, flow: string, flows: readonly Flow[]): Evidence => ({
  command: ['ovs-ofctl', 'dump-flows', bridge, ...(flow === '' ? [] : [flow])],
  where: 'host',
  output: flows.length === 0 ? '(no flow)' : flows.map(({ table, text }) => `table=${table} ${text}`).join('\n'),
});

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
export function flowsMissing(view: AgentBridge, tables: readonly number[]): Fault | undefined {
  if (view.bridge?.failMode !== 'secure') return undefined;
  const flows = told(view.flows);
  const dead = deadTables(flows, tables);
  if (dead.length === 0) return undefined;
  const isBare = flows.length === 0;
  return {
    summary: isBare
      ? `${view.name} has no flows at all, and without them it lets nothing through (fail_mode secure).`
      : `${view.name} has no flows that forward in table ${dead.join(', ')}: what comes there is dropped.`,
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
    fix: restartFix(view.host, 'l2-agent', 'puts its flows in again'),
  };
}
