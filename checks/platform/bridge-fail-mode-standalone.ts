import { defineCheck } from '../../src/engine/check.ts';
import { restarts } from '../../src/engine/fixes/agents.ts';

export default defineCheck({
  id: 'bridge-fail-mode-standalone',
  layer: 'platform',
  title: 'Integration bridge is in fail mode standalone',
  why: 'While its controller, the agent, is away, such a bridge forwards like a plain switch: loops, and frames in wrong networks.',
  symptom:
    'While the agent starts or is away, MACs flap on the switches outside, and frames appear in foreign networks.',
  remedy: 'Set the bridge to fail mode secure, and restart the Open vSwitch agent for its flows.',
  limits:
    'Agents of Quantum and early Neutron secure no bridge, so it speaks only where some other bridge of the host is secure.',
  sources: ['https://bugs.launchpad.net/bugs/1887148', 'https://github.com/openstack/neutron/commit/c1a77ef8b7'],
  severity: 'warning',
  each: 'agentBridges',
  explainedBy: ['integration-bridge-flows-missing'],
  // Agents that secure any bridge secure this one first; those of Quantum secure none.
  applies: ({ role, bridge, host }) =>
    role === 'integration' &&
    bridge !== undefined &&
    host.database.known &&
    host.database.value.bridges.some(({ failMode }) => failMode === 'secure'),
  judge({ name, bridge, host }) {
    if (bridge === undefined || bridge.failMode === 'secure') return undefined;
    const before = bridge.failMode === undefined ? ['del-fail-mode', name] : ['set-fail-mode', name, bridge.failMode];
    return {
      summary: `${name} is in fail mode ${bridge.failMode ?? 'standalone (none is set)'}, not in the agent's: secure.`,
      evidence: [{ command: ['ovs-vsctl', 'get-fail-mode', name], where: 'host', output: bridge.failMode ?? '' }],
      fix: {
        summary: `Set ${name} to fail mode secure, and let the agent put its flows in again`,
        risk: 'disruptive',
        commands: [['ovs-vsctl', 'set-fail-mode', name, 'secure'], ...restarts(host, ['l2-agent'])],
        undo: [['ovs-vsctl', ...before]],
        permanent: 'The Open vSwitch agent sets the mode when it starts: find out who changed it since.',
      },
    };
  },
});
