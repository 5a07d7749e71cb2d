import { droppingFlow, flowWords, type Lost } from '../analysis/lost-packet.ts';
import type { Fix } from '../engine/check.ts';
import { restartFix } from './agents.ts';

/**
 * A flow that names the protocol is nobody's but the one who put it there: it goes. Any other place where packets end is
 * the agent's work undone, which only the agent can do again.
 */
export function flowFix({ trace, services }: Lost, foreign: RegExp): Fix | null {
  const flow = trace.known ? droppingFlow(trace.value.text) : undefined;
  if (flow === undefined || !foreign.test(flow.match)) return restartFix(services, 'l2-agent', 'restores its flows');
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
    permanent: 'No agent creates such a flow: find what added it.',
  };
}
