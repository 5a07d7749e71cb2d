import { onlyAddressOf } from '../../src/analysis/native-firewall.ts';
import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { flowsOf } from '../../src/facts/flows.ts';
import { type Known, valuesOf } from '../../src/facts/known.ts';
import type { Services } from '../../src/facts/services.ts';
import { restartFix } from '../../src/remedies/agents.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { Inputs } from '../../src/topology/index.ts';
import type { VmPort } from '../../src/topology/vm-ports.ts';

export default defineCheck({
  id: 'dhcp-host-entry-missing',
  layer: 'dhcp',
  title: 'DHCP server does not know a VM',
  why: 'dnsmasq offers addresses only to the MACs in its host file, and ignores all others.',
  symptom: 'One VM gets no address while its neighbours do; dnsmasq logs "no address available" for its MAC.',
  remedy:
    "Add the line in the agent's form, with the address from the VM's firewall, and send dnsmasq SIGHUP; without such a rule, restart the DHCP agent.",
  limits:
    "Checked only where the network's host file is on this host, and for hybrid plugs. A port without an address in Neutron, or in a subnet without DHCP, also has no line.",
  sources: [
    'https://docs.openstack.org/operations-guide/ops-network-troubleshooting.html',
    'https://bugs.launchpad.net/bugs/1645835',
    'https://github.com/platform9/pf9-neutron-debug',
  ],
  severity: 'error',
  each: 'vmPorts',
  with: ['services', 'flows'],
  explainedBy: ['vm-port-missing', 'port-dead-vlan', 'port-tag-missing', 'port-tag-wrong'],
  // A network that is served from elsewhere, or not at all, has no host file here.
  applies: ({ tap, mac, dhcpFiles }) =>
    tap !== undefined && mac !== undefined && (!dhcpFiles.known || dhcpFiles.value !== undefined),
  judge(vm, { services, flows }) {
    const files = required(vm.dhcpFiles);
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
      fix: fixFor(
        vm,
        vm.address ?? nativeAddress(vm, flows),
        `${files.folder}/host`,
        files.hosts.map(({ line }) => line),
        services,
      ),
    };
  },
});

/** As the switch's own firewall lets the VM have it. */
function nativeAddress({ port, mac }: VmPort, flows: Inputs<'flows'>['flows']): string | undefined {
  const found = port.known ? port.value : undefined;
  if (found?.interface?.ofport === undefined || mac === undefined) return undefined;
  const address = onlyAddressOf(valuesOf(flowsOf(flows, found.port.bridge)), found.interface.ofport, mac);
  return address !== undefined && /^[\d.]+$/.test(address) ? address : undefined;
}

const macOfLine = /^(?:[0-9a-f]{2}:){5}[0-9a-f]{2}(?=,)/;
const permanent =
  'The DHCP agent rewrites the file on every change of the network: check its log for why the line was missing.';

/** Writes the line as the agent writes its others, where the firewall's anti-spoofing rule tells the address. */
function fixFor(
  vm: VmPort,
  address: string | undefined,
  file: string,
  lines: readonly string[],
  services: Known<Services>,
): Fix | null {
  const [pattern] = lines;
  const process = vm.dhcpProcess.known ? vm.dhcpProcess.value : undefined;
  const [, prefix = 'host-', domain = ''] = pattern?.match(/,(host-)?[0-9-]+(\.[^,]*)?,/) ?? [];
  if (address === undefined || vm.mac === undefined || process === undefined || pattern === undefined) {
    return restartFix(services, 'dhcp-agent', 'rewrites the host file and starts dnsmasq with it');
  }
  // dnsmasq takes no second line for an address ("duplicate dhcp-host IP address"): the one with a wrong MAC is corrected.
  const [other] = lines.flatMap((each) => (each.endsWith(`,${address}`) ? (each.match(macOfLine)?.[0] ?? []) : []));
  if (other !== undefined) {
    const swap = (from: string, to: string) => ['sed', '-i', `s/^${from},/${to},/`, file];
    return safeFix(
      'Correct the MAC in the line and reload dnsmasq (SIGHUP)',
      [swap(other, vm.mac), ['kill', '-HUP', String(process.pid)]],
      [swap(vm.mac, other), ['kill', '-HUP', String(process.pid)]],
      permanent,
    );
  }
  const line = `${vm.mac},${prefix}${address.replaceAll('.', '-')}${domain},${address}`;
  return safeFix(
    'Add the line and reload dnsmasq (SIGHUP)',
    [
      ['sed', '-i', `$a${line}`, file],
      ['kill', '-HUP', String(process.pid)],
    ],
    [
      ['sed', '-i', `/^${vm.mac},/d`, file],
      ['kill', '-HUP', String(process.pid)],
    ],
    permanent,
  );
}
