import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { flowEvidence } from '../../src/engine/flow-tables.ts';
import { outputsOf } from '../../src/engine/vlan-flows.ts';
import type { Flow } from '../../src/facts/flows.ts';

export default defineCheck({
  id: 'tunnel-flow-port-gone',
  layer: 'overlay',
  title: 'Flows of the tunnel bridge lead to ports that are gone',
  why: 'A tunnel that was made again has another OpenFlow port: flows that still name the old one lose what they send.',
  symptom: 'Since a tunnel was made anew, one other host or one VM on it is not reached.',
  remedy: 'Restart the Open vSwitch agent, which writes its flows for the ports of now.',
  limits:
    'Flows that the switch learned by itself run out in time and do not count, and neither does a bridge with a port in the making. A flow to the wrong living port passes.',
  sources: ['https://bugs.launchpad.net/bugs/1372438', 'https://bugs.launchpad.net/bugs/1785582'],
  severity: 'error',
  each: 'overlays',
  explainedBy: ['tunnel-port-refused', 'tunnel-patch-broken'],
  applies: ({ tunnels }) => tunnels.length > 0,
  judge({ bridge, host, ...overlay }) {
    const ports = new Set(bridge.ports.flatMap(({ interfaces }) => interfaces.map(({ ofport }) => ofport)));
    // A port may just be in the making, and then its number is not there yet.
    if (ports.has(undefined)) return undefined;
    const lost = told(overlay.flows).filter(
      (flow) => !isLearned(flow) && outputsOf(flow).some((port) => !ports.has(port)),
    );
    const [first] = lost;
    if (first === undefined) return undefined;
    const gone = [...new Set(lost.flatMap(outputsOf).filter((port) => !ports.has(port)))];
    return {
      summary: `Flows of ${bridge.name} (${lost.length}) send to OpenFlow port ${gone.join(', ')}, which no port of it has.`,
      evidence: [
        flowEvidence(bridge.name, `table=${first.table}`, lost),
        {
          command: ['ovs-vsctl', '--columns=name,ofport', 'list', 'Interface'],
          where: 'host',
          output: bridge.ports
            .flatMap(({ interfaces }) => interfaces.map(({ name, ofport }) => `${name} ${ofport}`))
            .join('\n'),
        },
      ],
      fix: restartFix(host, 'l2-agent', 'puts its flows in again'),
    };
  },
});

/** Learned unicast flows go by themselves when their time is over; those of l2population have priority 2. */
const isLearned = ({ table, priority }: Flow): boolean => table === 20 && priority === 1;
