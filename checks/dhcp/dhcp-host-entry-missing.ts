import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, told } from '../../src/engine/check.ts';
import { restartFix, safeFix } from '../../src/engine/fixes/agents.ts';
import type { VmPort } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'dhcp-host-entry-missing',
  layer: 'dhcp',
  title: 'DHCP server does not know a VM',
  why: 'dnsmasq offers addresses to the MACs of its host file only; it is silent towards all others.',
  symptom: 'One VM gets no address while its neighbours do; dnsmasq logs "no address available" for its MAC.',
  remedy:
    "Add the line as the agent writes it, with the address from the VM's firewall, and send dnsmasq SIGHUP; without such a rule, restart the DHCP agent.",
  limits:
    'Asked only where the host file of the network is here, and for hybrid plugs. A port without an address in Neutron, or in a subnet without DHCP, has no line in health, and looks the same.',
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://bugs.launchpad.net/bugs/1645835',
    'https://github.com/platform9/pf9-neutron-debug',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: ['vm-port-missing', 'port-dead-vlan', 'port-tag-missing', 'port-tag-wrong'],
  // A network that is served from elsewhere, or not at all, has no host file here.
  applies: ({ tap, mac, dhcpFiles }) =>
    tap !== undefined && mac !== undefined && (!dhcpFiles.known || dhcpFiles.value !== undefined),
  judge(vm) {
    const files = told(vm.dhcpFiles);
    if (files === undefined || vm.mac === undefined || files.macs.has(vm.mac)) return undefined;
    return {
      summary: `${vm.mac}, the MAC of ${vm.subject.name}, is not in the host file of its network's dnsmasq.`,
      evidence: [
        { command: ['grep', '-ci', vm.mac, `${files.folder}/host`], where: 'host', output: '0' },
        {
          command: ['cat', `${files.folder}/host`],
          where: 'host',
          output: files.hosts.map(({ line }) => line).join('\n'),
        },
      ],
      fix: fixFor(vm, `${files.folder}/host`, files.hosts[0]?.line),
    };
  },
});

/** Writes the line as the agent writes its others, where the firewall's anti-spoofing rule tells the address. */
function fixFor(vm: VmPort, file: string, pattern: string | undefined): Fix | null {
  const process = vm.dhcpProcess.known ? vm.dhcpProcess.value : undefined;
  const [, prefix = 'host-', domain = ''] = pattern?.match(/,(host-)?[0-9-]+(\.[^,]*)?,/) ?? [];
  if (vm.address === undefined || vm.mac === undefined || process === undefined || pattern === undefined) {
    return restartFix(vm.host, 'dhcp-agent', 'writes the host file anew and starts dnsmasq with it');
  }
  const line = `${vm.mac},${prefix}${vm.address.replaceAll('.', '-')}${domain},${vm.address}`;
  return safeFix(
    'Add the line, as the DHCP agent writes it, and let dnsmasq read the file again',
    [
      ['sed', '-i', `$a${line}`, file],
      ['kill', '-HUP', String(process.pid)],
    ],
    [
      ['sed', '-i', `/^${vm.mac},/d`, file],
      ['kill', '-HUP', String(process.pid)],
    ],
    'The DHCP agent writes the file anew with each change of the network: see its log for why the line was missing.',
  );
}
