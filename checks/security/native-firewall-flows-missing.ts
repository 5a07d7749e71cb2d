import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { flowEvidence } from '../../src/engine/flow-tables.ts';
import { deliveriesOf, emptyTablesOf, entryOf, isFiltered, isSecured } from '../../src/engine/native-firewall.ts';

export default defineCheck({
  id: 'native-firewall-flows-missing',
  layer: 'security',
  title: "The switch's firewall lacks the flows of a VM's port",
  why: 'Where Open vSwitch itself is the firewall, what no flow of the port lets through is dropped.',
  symptom: 'One VM gets no address and answers nobody, or stays cut off since it was plugged in anew.',
  remedy: 'Restart the Open vSwitch agent, which writes the flows of all ports anew.',
  limits:
    'It asks whether the port has flows in each table and whether those for its MAC lead to it, not which connections they let through, or which are marked as of a rule that is gone. A port without port security needs its entry only.',
  sources: [
    'https://bugs.launchpad.net/bugs/1805808',
    'https://bugs.launchpad.net/bugs/1849098',
    'https://bugs.launchpad.net/bugs/1566934',
    'https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_firewall.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: ['integration-bridge-flows-missing', 'port-device-missing', 'port-tag-wrong'],
  applies: isFiltered,
  judge(vm) {
    const port = told(vm.port);
    const ofport = port?.interface?.ofport ?? -1;
    const vlan = vm.localVlan?.tag;
    if (port === undefined || vlan === undefined || vm.mac === undefined) return undefined;
    const flows = told(port.flows);
    const entry = entryOf(flows, ofport);
    if (entry !== undefined && !isSecured(entry)) return undefined;
    const deliveries = deliveriesOf(flows, vm.mac, vlan);
    const astray = deliveries.filter(({ receiver }) => receiver !== ofport);
    const empty = entry === undefined ? [] : emptyTablesOf(flows, ofport);
    const name = port.port.name;
    const isBypassed = entry === undefined && deliveries.length === 0;
    const faults = [
      ...(entry === undefined ? [`no flow takes up what comes from ${name} (port ${ofport})`] : []),
      ...(empty.length > 0 ? [`${name} (port ${ofport}) has no flow in table ${empty.join(', ')}`] : []),
      ...(entry !== undefined && deliveries.length === 0 ? [`no flow takes what is for ${vm.mac} to it`] : []),
      ...(astray.length > 0 ? [`what is for ${vm.mac} goes to port ${astray[0]?.receiver}, not to ${ofport}`] : []),
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
      fix: restartFix(vm.host, 'l2-agent', 'writes the flows of its firewall anew'),
    };
  },
});
