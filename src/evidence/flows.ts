import type { Lost } from '../analysis/lost-packet.ts';
import type { Evidence } from '../engine/check.ts';
import type { Flow } from '../facts/flows.ts';

/** `ovs-ofctl dump-flows BRIDGE [FLOW]`. */
export const flowEvidence = (bridge: string, flow: string, flows: readonly Flow[]): Evidence => ({
  command: ['ovs-ofctl', 'dump-flows', bridge, ...(flow === '' ? [] : [flow])],
  where: 'host',
  output: flows.length === 0 ? '(no flow)' : flows.map(({ table, text }) => `table=${table} ${text}`).join('\n'),
});

/** What the flow tables say of a packet that was lost, from the place where it was put in to its end. */
export function traceEvidence({ trace }: Pick<Lost, 'trace'>): readonly Evidence[] {
  if (!trace.known) return [];
  const { command, text } = trace.value;
  const lines = text.split('\n').filter((line) => /^bridge|^\s*\d+\. |^\s+drop|^Datapath/.test(line));
  return [{ command, where: 'host', output: lines.join('\n'), isSeen: true }];
}
