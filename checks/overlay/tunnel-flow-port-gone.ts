import { outputsOf } from '../../src/analysis/vlan-flows.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import type { Flow } from '../../src/facts/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'tunnel-flow-port-gone',
  layer: 'overlay',
  title: 'Stale flows on the tunnel bridge',
  why: 'A re-created tunnel has another OpenFlow port: flows with the old number drop their packets.',
  symptom: 'Since a tunnel was re-created, one other host or one VM on it is unreachable.',
  remedy: 'Restart the Open vSwitch agent, which rewrites its flows for the current ports.',
  limits:
    'Learned flows expire and do not count, nor does a bridge whose ports are being created. A flow to a wrong existing port passes.',
  sources: ['https://bugs.launchpad.net/bugs/1372438', 'https://bugs.launchpad.net/bugs/1785582'],
  severity: 'error',
  each: 'overlays',
  comparesNoAddresses: true,
  with: ['services'],
  explainedBy: ['tunnel-port-refused', 'tunnel-patch-broken'],
  applies: ({ tunnels }) => tunnels.length > 0,
  judge({ bridge, ...overlay }, { services }) {
    const ports = new Set(bridge.ports.flatMap(({ interfaces }) => interfaces.map(({ ofport }) => ofport)));
    // A port may just be in the making, and then its number is not there yet.
    if (ports.has(undefined)) return undefined;
    const lost = required(overlay.flows).filter(
      (flow) => !isLearned(flow) && outputsOf(flow).some((port) => !ports.has(port)),
    );
    const [first] = lost;
    if (first === undefined) return undefined;
    const gone = [...new Set(lost.flatMap(outputsOf).filter((port) => !ports.has(port)))];
    return {
      summary: `Flows of ${bridge.name} (${lost.length}) output to OpenFlow port ${gone.join(', ')}, which does not exist.`,
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
      fix: restartFix(services, 'l2-agent', 'restores its flows'),
    };
  },
});

/** Learned unicast flows go by themselves when their time is over; those of l2population have priority 2. */
const isLearned = ({ table, priority }: Flow): boolean => table === 20 && priority === 1;
