import { defineCheck, told } from '../../src/engine/check.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import { isInRange } from '../../src/topology/addresses.ts';

export default defineCheck({
  id: 'anti-spoofing-wrong',
  layer: 'security',
  title: "Anti-spoofing rule does not know the VM's own address",
  why: 'Everything that the VM sends under its own MAC and address is dropped as forged.',
  symptom:
    'A VM gets no address and reaches nobody, and the counter of the DROP in its chain for spoofed packets rises.',
  remedy: "Put a rule for the port's own MAC and address at the head of that chain.",
  limits:
    'The MAC is that of the port on the switch, the address that of the DHCP host file here; pairs that are allowed to the port besides do no harm. The native firewall has no such chain.',
  sources: ['https://opendev.org/openstack/neutron/src/branch/master/neutron/agent/linux/iptables_firewall.py'],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap, mac, port }) => tap !== undefined && mac !== undefined && port.known && port.value !== undefined,
  judge(vm) {
    const rules = told(vm.spoofing);
    const pairs = rules.flatMap((rule) => {
      const mac = rule.match(/--mac-source (\S+)/)?.[1]?.toLowerCase();
      const range = rule.match(/ -s (\S+)/)?.[1] ?? '0.0.0.0/0';
      return mac !== undefined && rule.endsWith('-j RETURN') ? [{ mac, range }] : [];
    });
    const own = vm.port.known ? vm.port.value?.interface?.attachedMac : undefined;
    if (pairs.length === 0 || own === undefined) return undefined;
    const files = told(vm.dhcpFiles);
    const address = files?.hosts.find(({ mac }) => mac === own)?.address;
    const isKnown = pairs.some(({ mac, range }) => mac === own && (address === undefined || isInRange(address, range)));
    if (isKnown) return undefined;
    const [, chain = ''] = rules[0]?.split(' ') ?? [];
    const pair = [...(address === undefined ? [] : ['-s', `${address}/32`]), '-m', 'mac', '--mac-source', own];
    return {
      summary: `Chain ${chain} lets ${vm.subject.name} send as ${pairs.map(({ mac, range }) => `${range} ${mac}`).join(', ')} only, but the port is ${address === undefined ? own : `${address} ${own}`}.`,
      evidence: [
        { command: ['iptables', '-S', chain], where: 'host', output: rules.join('\n') },
        {
          command: ['ovs-vsctl', 'get', 'Interface', vm.subject.name, 'external_ids:attached-mac'],
          where: 'host',
          output: own,
        },
      ],
      fix: safeFix(
        "Let the port's own MAC and address through",
        [['iptables', '-I', chain, ...pair, '-j', 'RETURN']],
        [['iptables', '-D', chain, ...pair, '-j', 'RETURN']],
        'The agent writes these chains anew with each change of a security group: restart it where they stay wrong.',
      ),
    };
  },
});
