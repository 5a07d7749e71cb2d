import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix } from '../../src/engine/fixes/agents.ts';
import { flowEvidence } from '../../src/engine/flow-tables.ts';
import { baseEgressTable, isFiltered, numberIn } from '../../src/engine/native-firewall.ts';
import { isInRange } from '../../src/topology/addresses.ts';

/** What a VM may call itself in an ARP packet, and as the source of an IPv4 packet. */
const kinds = [
  { protocol: 'arp', source: 'arp_spa' },
  { protocol: 'ip', source: 'nw_src' },
] as const;

export default defineCheck({
  id: 'native-anti-spoofing-wrong',
  layer: 'security',
  title: "The switch's firewall does not know the VM's own address",
  why: 'What the VM sends under its own MAC and address matches no flow that lets it pass, and goes to the table of drops.',
  symptom:
    'A VM gets no address or reaches nobody, and the counters of table 93 rise, to which its packets are sent to be dropped.',
  remedy: 'Restart the Open vSwitch agent, which writes the flows against spoofing anew.',
  limits:
    'The address is that of the DHCP host file here, where there is one; pairs that are allowed to the port besides do no harm. A port without port security may call itself anything.',
  sources: [
    'https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/openvswitch_firewall/firewall.py',
    'https://docs.openstack.org/neutron/latest/contributor/internals/openvswitch_firewall.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: ['integration-bridge-flows-missing', 'native-firewall-flows-missing'],
  applies: isFiltered,
  judge(vm) {
    const port = told(vm.port);
    const ofport = port?.interface?.ofport ?? -1;
    const own = port?.interface?.attachedMac;
    if (port === undefined || own === undefined) return undefined;
    const flows = told(port.flows).filter(
      (flow) => flow.table === baseEgressTable && numberIn(flow, 'in_port') === ofport && flow.match.has('dl_src'),
    );
    const address = told(vm.dhcpFiles)?.hosts.find(({ mac }) => mac === own)?.address;
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
      summary: `The firewall of ${bridge} lets ${port.port.name} send as ${wrong.join(', ')} only, but the port is ${address === undefined ? own : `${address} ${own}`}.`,
      evidence: [
        flowEvidence(bridge, `table=${baseEgressTable},in_port=${ofport}`, flows),
        {
          command: ['ovs-vsctl', 'get', 'Interface', port.port.name, 'external_ids:attached-mac'],
          where: 'host',
          output: own,
        },
      ],
      fix: restartFix(vm.host, 'l2-agent', 'writes the flows of its firewall anew'),
    };
  },
});
