import { defineCheck, required, requiredPart } from '../../src/engine/check.ts';
import { restarts } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'bridge-fail-mode-standalone',
  layer: 'platform',
  title: 'Integration bridge is in fail mode standalone',
  why: 'While the agent is down, such a bridge forwards like a plain switch: loops, and frames in wrong networks.',
  symptom:
    'While the agent starts or is down, MACs flap on the physical switches, and frames appear in other networks.',
  remedy: 'Set the bridge to fail mode secure, and restart the Open vSwitch agent for its flows.',
  limits:
    'Agents of Quantum and early Neutron do not set it, so it is checked only where another bridge of the host is secure.',
  sources: ['https://bugs.launchpad.net/bugs/1887148', 'https://github.com/openstack/neutron/commit/c1a77ef8b7'],
  severity: 'warning',
  each: 'agentBridges',
  comparesNoAddresses: true,
  with: ['services', 'switchDatabase'],
  explainedBy: ['integration-bridge-flows-missing'],
  // Agents that secure any bridge secure this one first; those of Quantum secure none.
  applies: ({ role, bridge }, { switchDatabase }) =>
    role === 'integration' &&
    bridge !== undefined &&
    switchDatabase.known &&
    switchDatabase.value.bridges.some(({ failMode }) => failMode === 'secure'),
  judge({ name, bridge }, { services, switchDatabase }) {
    if (bridge === undefined || bridge.failMode === 'secure') return undefined;
    // None is set: only a whole listing tells that.
    const isKnown = bridge.failMode !== undefined || required(switchDatabase).isComplete;
    requiredPart(isKnown ? true : undefined, `the fail mode of ${name}`);
    const before = bridge.failMode === undefined ? ['del-fail-mode', name] : ['set-fail-mode', name, bridge.failMode];
    return {
      summary: `${name} is in fail mode ${bridge.failMode ?? 'standalone (not set)'}, expected secure.`,
      evidence: [{ command: ['ovs-vsctl', 'get-fail-mode', name], where: 'host', output: bridge.failMode ?? '' }],
      fix: {
        summary: `Set ${name} to fail mode secure and restart the agent, which restores its flows`,
        risk: 'disruptive',
        commands: [['ovs-vsctl', 'set-fail-mode', name, 'secure'], ...restarts(services, ['l2-agent'])],
        undo: [['ovs-vsctl', ...before]],
        permanent: 'The Open vSwitch agent sets the mode when it starts: find what changed it.',
      },
    };
  },
});
