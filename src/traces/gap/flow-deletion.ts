import type { Remedy } from './blocker.ts';

/** Deletes a flow that is not the agent's. `what` somebody else added: the flow, by default. */
export function flowDeletion(bridge: string, flow: string, actions: string, what = 'the flow'): Remedy {
  const version = /group|meter/.test(actions) ? ['-O', 'OpenFlow13'] : [];
  return {
    summary: `Delete the flow from ${bridge}`,
    risk: 'safe',
    // What conntrack or a controller was to do with packets stays in the cache of the datapath (seen in Open vSwitch 3.1).
    commands: [
      ['ovs-ofctl', '--strict', 'del-flows', bridge, flow],
      ...(/ct\(|CONTROLLER/.test(actions) ? [['ovs-appctl', 'revalidator/purge']] : []),
    ],
    undo: [['ovs-ofctl', ...version, 'add-flow', bridge, `${flow},actions=${actions}`]],
    permanent: `Find what added ${what} (another controller, a script) and remove it there.`,
  };
}
