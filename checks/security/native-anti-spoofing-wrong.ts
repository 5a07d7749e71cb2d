import {
  baseEgressTable,
  isFiltered,
  numberIn,
  onlyAddressOf,
  sourceFields,
} from '../../src/analysis/native-firewall.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { flowsOf } from '../../src/facts/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { isInRange } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'native-anti-spoofing-wrong',
  layer: 'security',
  title: "Open vSwitch firewall lacks the VM's address",
  why: "Traffic from the VM's MAC and address matches no accepting flow and is dropped.",
  symptom: 'A VM gets no address or reaches nothing, and the counters of table 93 (drops) rise.',
  remedy: 'Restart the Open vSwitch agent, which rewrites the anti-spoofing flows.',
  limits:
    'The address is that of the DHCP host file here, where there is one; allowed address pairs are accepted. Ports without port security are not checked.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/openvswitch_firewall/firewall.py',
    'https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_firewall.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  with: ['services', 'flows'],
  explainedBy: ['integration-bridge-flows-missing', 'native-firewall-flows-missing'],
  applies: isFiltered,
  judge(vm, { services, flows: all }) {
    const port = required(vm.port);
    const ofport = port?.interface?.ofport ?? -1;
    const own = port?.interface?.attachedMac;
    if (port === undefined || own === undefined) return undefined;
    const flows = required(flowsOf(all, port.port.bridge)).filter(
      (flow) => flow.table === baseEgressTable && numberIn(flow, 'in_port') === ofport && flow.match.has('dl_src'),
    );
    const files = required(vm.dhcpFiles);
    const entry = files?.hosts.find(({ mac }) => mac === own);
    const address = entry?.address;
    const wrong = sourceFields.flatMap(({ protocol, source }) => {
      const pairs = flows
        .filter(({ match }) => match.has(protocol))
        .map(({ match }) => ({ mac: match.get('dl_src'), range: match.get(source) ?? '0.0.0.0/0' }));
      const isKnown = pairs.some(
        ({ mac, range }) => mac === own && (address === undefined || range === address || isInRange(address, range)),
      );
      return isKnown || pairs.length === 0 ? [] : pairs.map(({ mac, range }) => `${range} ${mac} (${protocol})`);
    });
    if (wrong.length === 0) return undefined;
    const bridge = port.port.bridge;
    const shown = flowEvidence(bridge, `table=${baseEgressTable},in_port=${ofport}`, flows);
    const given = onlyAddressOf(required(flowsOf(all, bridge)), ofport, own);
    // What the agent wrote of the port is all of one mind, so it is the file that is out of date.
    if (given !== undefined && entry !== undefined) {
      return {
        layer: 'dhcp',
        summary: `The DHCP host file gives ${port.port.name} ${entry.address}; all flows of its firewall have ${given}.`,
        evidence: [{ command: ['grep', '-H', own, `${files?.folder}/host`], where: 'host', output: entry.line }, shown],
        fix: restartFix(services, 'dhcp-agent', 'rewrites its host files'),
      };
    }
    return {
      summary: `The firewall of ${bridge} lets ${port.port.name} send as ${wrong.join(', ')} only; the port is ${address === undefined ? own : `${address} ${own}`}.`,
      evidence: [
        shown,
        {
          command: ['ovs-vsctl', 'get', 'Interface', port.port.name, 'external_ids:attached-mac'],
          where: 'host',
          output: own,
        },
      ],
      fix: restartFix(services, 'l2-agent', 'rewrites the flows of its firewall'),
    };
  },
});
