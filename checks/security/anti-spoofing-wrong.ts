import { defineCheck, required } from '../../src/engine/check.ts';
import { conditionsOfKind, rangeOf } from '../../src/netfilter/predicates.ts';
import { textOf } from '../../src/netfilter/tables.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import { isInRange } from '../../src/topology/addresses.ts';
import { addressInChains } from '../../src/topology/vm-ports.ts';

export default defineCheck({
  id: 'anti-spoofing-wrong',
  layer: 'security',
  title: "Anti-spoofing rule lacks the VM's address",
  why: 'Everything that the VM sends from its MAC and address is dropped as spoofed.',
  symptom: 'A VM gets no address and reaches nothing, and the DROP counter of its anti-spoofing chain rises.',
  remedy:
    "Insert a rule for the port's MAC and address at the top of that chain; where both chains of the VM have another address than the DHCP host file, restart the DHCP agent.",
  limits:
    'The MAC is that of the port on the switch, the address that of the DHCP host file here; allowed address pairs are accepted. The native firewall has no such chain.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py'],
  severity: 'error',
  each: 'vmPorts',
  with: ['services'],
  explainedBy: [],
  applies: ({ tap, mac, port }) => tap !== undefined && mac !== undefined && port.known && port.value !== undefined,
  judge(vm, { services }) {
    const rules = required(vm.spoofing);
    const pairs = rules.flatMap((rule) => {
      const mac = conditionsOfKind(rule, 'source-mac')[0]?.mac;
      const range = rangeOf(rule, 'source') ?? '0.0.0.0/0';
      return mac !== undefined && rule.target.kind === 'return' ? [{ mac, range }] : [];
    });
    const own = vm.port.known ? vm.port.value?.interface?.attachedMac : undefined;
    if (pairs.length === 0 || own === undefined) return undefined;
    const files = required(vm.dhcpFiles);
    const entry = files?.hosts.find(({ mac }) => mac === own);
    const address = entry?.address;
    const isKnown = pairs.some(({ mac, range }) => mac === own && (address === undefined || isInRange(address, range)));
    if (isKnown) return undefined;
    const chain = rules[0]?.chain ?? '';
    required(vm.firewall);
    const given = addressInChains(vm, own);
    // Where they agree, the file is out of date.
    if (given !== undefined && given !== address) {
      return {
        layer: 'dhcp',
        summary: `The DHCP host file gives ${vm.subject.name} ${address}; both of its firewall chains have ${given}.`,
        evidence: [
          { command: ['grep', '-H', own, `${files?.folder}/host`], where: 'host', output: entry?.line ?? '' },
          { command: ['iptables', '-S', chain], where: 'host', output: textOf(rules) },
        ],
        fix: restartFix(services, 'dhcp-agent', 'rewrites its host files'),
      };
    }
    const pair = [...(address === undefined ? [] : ['-s', `${address}/32`]), '-m', 'mac', '--mac-source', own];
    return {
      summary: `Chain ${chain} lets ${vm.subject.name} send as ${pairs.map(({ mac, range }) => `${range} ${mac}`).join(', ')} only; the port is ${address === undefined ? own : `${address} ${own}`}.`,
      evidence: [
        { command: ['iptables', '-S', chain], where: 'host', output: textOf(rules) },
        {
          command: ['ovs-vsctl', 'get', 'Interface', vm.subject.name, 'external_ids:attached-mac'],
          where: 'host',
          output: own,
        },
      ],
      fix: safeFix(
        "Allow the port's MAC and address",
        [['iptables', '-I', chain, ...pair, '-j', 'RETURN']],
        [['iptables', '-D', chain, ...pair, '-j', 'RETURN']],
        'The agent rewrites these chains on every change of a security group: restart it if they stay wrong.',
      ),
    };
  },
});
