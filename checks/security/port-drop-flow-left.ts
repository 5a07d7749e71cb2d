import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { tagEvidence } from '../../src/evidence/ports.ts';
import { flowsOf } from '../../src/facts/flows.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';

export default defineCheck({
  id: 'port-drop-flow-left',
  layer: 'security',
  title: 'A flow drops all that a port sends',
  why: 'The agent drops traffic of a dead port; if that flow remains, the port stays dead with a correct tag.',
  symptom:
    'A port of a VM, router or DHCP server has its tag, and its packet counter rises, but nothing leaves br-int.',
  remedy: "Delete the flow that drops what comes from the port's number.",
  limits:
    'The same flow on the patch port int-br-ex is correct and not checked. Drops with further matches or lower priority do not count.',
  sources: [
    'https://bugs.launchpad.net/bugs/1930414',
    'https://bugs.launchpad.net/bugs/1734320',
    'https://bugs.launchpad.net/bugs/1493414',
    'https://github.com/openstack/neutron/commit/0ddca28454',
  ],
  severity: 'error',
  each: 'ports',
  comparesNoAddresses: true,
  with: ['flows'],
  explainedBy: ['port-dead-vlan', 'port-device-missing'],
  // Only ports of agents and VMs: on int-br-ex the same flow is part of a healthy set.
  applies: ({ role, port, isOnIntegrationBridge, interface: device }) =>
    role !== 'other' && isOnIntegrationBridge && typeof port.tag === 'number' && (device?.ofport ?? -1) > 0,
  judge(port, { flows }) {
    const { subject, interface: device } = port;
    const bridge = port.port.bridge;
    const ofport = String(device?.ofport);
    const own = required(flowsOf(flows, bridge)).filter(
      ({ table, match }) => table === 0 && match.get('in_port') === ofport,
    );
    const left = own.find(({ match, actions }) => match.size === 1 && actions === 'drop');
    // Below the flows of a VM's port, which decide before it, a drop does no harm.
    if (left === undefined || own.some(({ priority }) => priority > left.priority)) return undefined;
    const words = `table=0,priority=${left.priority},in_port=${ofport}`;
    return {
      summary: `A flow on ${bridge} drops all packets from ${subject.name}, whose tag is correct.`,
      evidence: [flowEvidence(bridge, `table=0,in_port=${ofport}`, [left]), tagEvidence(port)],
      fix: safeFix(
        'Delete the flow',
        [['ovs-ofctl', '--strict', 'del-flows', bridge, words]],
        [['ovs-ofctl', 'add-flow', bridge, `${words},actions=drop`]],
        'Left by known races of the Open vSwitch agent (fixed in Neutron 17.4, 18.3, 19.2 and 20.0): upgrade.',
      ),
    };
  },
});
