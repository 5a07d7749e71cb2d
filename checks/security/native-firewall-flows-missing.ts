import { deliveriesOf, emptyTablesOf, entryOf, isFiltered, isSecured } from '../../src/analysis/native-firewall.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { flowsOf } from '../../src/facts/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';

export default defineCheck({
  id: 'native-firewall-flows-missing',
  layer: 'security',
  title: "Open vSwitch firewall lacks flows of a VM's port",
  why: 'With the Open vSwitch firewall, traffic without an accepting flow is dropped.',
  symptom: 'One VM gets no address and answers nothing, or stays cut off since it was plugged again.',
  remedy: 'Restart the Open vSwitch agent, which rewrites the flows of all ports.',
  limits:
    'Checks that the port has flows in each table and that those for its MAC output to it, not which connections they accept. A port without port security needs only its entry.',
  sources: [
    'https://bugs.launchpad.net/bugs/1805808',
    'https://bugs.launchpad.net/bugs/1849098',
    'https://bugs.launchpad.net/bugs/1566934',
    'https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_firewall.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  with: ['services', 'flows'],
  explainedBy: ['integration-bridge-flows-missing', 'port-device-missing', 'port-tag-wrong'],
  applies: isFiltered,
  judge(vm, { services, flows: all }) {
    const port = required(vm.port);
    const ofport = port?.interface?.ofport ?? -1;
    const vlan = vm.localVlan?.tag;
    if (port === undefined || vlan === undefined || vm.mac === undefined) return undefined;
    const flows = required(flowsOf(all, port.port.bridge));
    const entry = entryOf(flows, ofport);
    if (entry !== undefined && !isSecured(entry)) return undefined;
    const deliveries = deliveriesOf(flows, vm.mac, vlan);
    const astray = deliveries.filter(({ receiver }) => receiver !== ofport);
    const empty = entry === undefined ? [] : emptyTablesOf(flows, ofport);
    const name = port.port.name;
    const isBypassed = entry === undefined && deliveries.length === 0;
    const faults = [
      ...(entry === undefined ? [`no flow for packets from ${name} (port ${ofport})`] : []),
      ...(empty.length > 0 ? [`${name} (port ${ofport}) has no flow in table ${empty.join(', ')}`] : []),
      ...(entry !== undefined && deliveries.length === 0 ? [`no flow outputs packets for ${vm.mac} to it`] : []),
      ...(astray.length > 0 ? [`packets for ${vm.mac} go to port ${astray[0]?.receiver}, expected ${ofport}`] : []),
    ];
    if (faults.length === 0) return undefined;
    const bridge = port.port.bridge;
    return {
      summary: `The firewall of ${bridge} is not set up for ${name}: ${faults.join('; ')}.`,
      // Untouched by any flow of the firewall, the port is open instead of shut.
      severity: isBypassed ? 'warning' : 'error',
      evidence: [
        flowEvidence(bridge, `in_port=${ofport}`, entry === undefined ? [] : [entry]),
        ...empty.slice(0, 1).map((table) => flowEvidence(bridge, `table=${table},reg5=${ofport}`, [])),
        flowEvidence(
          bridge,
          `dl_dst=${vm.mac}`,
          deliveries.map(({ flow }) => flow),
        ),
      ],
      fix: restartFix(services, 'l2-agent', 'rewrites the flows of its firewall'),
    };
  },
});
