import type { DhcpWatch, HostView } from '../../topology/types.ts';
import type { Evidence, Fix } from '../check.ts';
import { type DroppingFlow, droppingFlow } from '../wire.ts';
import { restartFix } from './agents.ts';

/** A packet that the switch lost, and what its flow tables do to it. */
export interface Lost {
  readonly trace: DhcpWatch['trace'];
  readonly host: HostView;
  /** Where it was lost, for when no trace tells more. */
  readonly place: string;
}

/** What the flow tables say of a packet that was lost, from the place where it was put in to its end. */
export function traceEvidence({ trace }: Pick<Lost, 'trace'>): readonly Evidence[] {
  if (!trace.known) return [];
  const { command, text } = trace.value;
  const lines = text.split('\n').filter((line) => /^bridge|^\s*\d+\. |^\s+drop|^Datapath/.test(line));
  return [{ command, where: 'host', output: lines.join('\n') }];
}

/** A flow that names DHCP. */
export const dhcpFlow = /\b(?:tp|udp)_(?:src|dst)=6[78]\b/;

/**
 * A flow that names the protocol is nobody's but the one who put it there: it goes. Any other place where packets end is
 * the agent's work undone, which only the agent can do again.
 */
export function flowFix({ trace, host }: Lost, foreign: RegExp): Fix | null {
  const flow = trace.known ? droppingFlow(trace.value.text) : undefined;
  if (flow === undefined || !foreign.test(flow.match)) return restartFix(host, 'l2-agent', 'puts its flows in again');
  const words = flowWords(flow);
  return {
    summary: `Delete the flow that drops it (table ${flow.table}, priority ${flow.priority}, ${flow.match})`,
    risk: 'disruptive',
    commands: [
      [
        'ovs-ofctl',
        '--strict',
        'del-flows',
        flow.bridge,
        `${flow.cookie === undefined ? '' : `cookie=${flow.cookie}/-1,`}${words}`,
      ],
    ],
    undo: [
      [
        'ovs-ofctl',
        'add-flow',
        flow.bridge,
        `${flow.cookie === undefined ? '' : `cookie=${flow.cookie},`}${words},actions=drop`,
      ],
    ],
    permanent: 'No agent makes such a flow: find out who did.',
  };
}

/** What loses the packets, as one name for all networks that lose theirs there: a flow, or the lack of any. */
export function lossOf({ trace, place }: Lost): string {
  if (!trace.known) return place;
  const flow = droppingFlow(trace.value.text);
  return flow === undefined ? 'no flow' : `${flow.bridge} ${flowWords(flow)}`;
}

/** What the trace says of it, as the end of a sentence. */
export function lossSentence({ trace }: Pick<Lost, 'trace'>): string {
  if (!trace.known) return '';
  const flow = droppingFlow(trace.value.text);
  if (flow !== undefined)
    return `: ${flow.bridge} drops it in table ${flow.table}, by the flow ${flow.match || '(any packet)'} of priority ${flow.priority}`;
  const [, table] = trace.value.text.match(/^\s*(\d+)\. No match\.?\n\s+drop$/m) ?? [];
  return table === undefined ? '' : `: no flow of table ${table} takes it on`;
}

const flowWords = ({ table, priority, match }: DroppingFlow): string => `table=${table},priority=${priority},${match}`;
