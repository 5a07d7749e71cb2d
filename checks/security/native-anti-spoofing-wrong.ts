import { baseEgressTable, isFiltered, numberIn } from '../../src/analysis/native-firewall.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowEvidence } from '../../src/evidence/flows.ts';
import { flowsOf } from '../../src/facts/flows.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { isInRange } from '../../src/topology/addresses.ts';

/** What a VM may call itself in an ARP packet, and as the source of an IPv4 packet. */
const kinds = [
  { protocol: 'arp', source: 'arp_spa' },
  { protocol: 'ip', source: 'nw_src' },
] as const;

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
    const address = required(vm.dhcpFiles)?.hosts.find(({ mac }) => mac === own)?.address;
    const wrong = kinds.flatMap(({ protocol, source }) => {
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
    return {
      summary: `The firewall of ${bridge} lets ${port.port.name} send as ${wrong.join(', ')} only; the port is ${address === undefined ? own : `${address} ${own}`}.`,
      evidence: [
        flowEvidence(bridge, `table=${baseEgressTable},in_port=${ofport}`, flows),
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
