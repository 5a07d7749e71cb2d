import type { LabModel, LabVm } from './model.ts';
import { lines } from './words.ts';

const agent = 'neutron-openvswi';
const comment = (text: string) => `-m comment --comment "${text}"`;
const known = '-m state --state RELATED,ESTABLISHED';
const invalid = `-m state --state INVALID ${comment('Drop packets that appear related to an existing connection (e.g. TCP ACK/FIN) but do not have an entry in conntrack.')} -j DROP`;
const toReturn = comment('Direct packets associated with a known session to the RETURN chain.');
const toFallback = `${comment('Send unmatched traffic to the fallback chain.')} -j ${agent}-sg-fallback`;

/**
 * The chains of the iptables_hybrid firewall driver, for `iptables-restore --noflush`; the jumps to them from the
 * built-in chains are `hybridJumps`. The security group lets in ICMP and ssh.
 */
export function hybridFirewall(model: LabModel): string {
  const vms = model.vms;
  const trusted = [
    ...model.served.map((network) => network.dhcpPort),
    ...model.routers.flatMap((router) => [router.qr, router.qg]),
  ];
  const filterChains = ['FORWARD', 'INPUT', 'OUTPUT', 'local', 'sg-chain', 'sg-fallback'];
  return lines([
    '*raw',
    `:${agent}-OUTPUT - [0:0]`,
    `:${agent}-PREROUTING - [0:0]`,
    ...vms.flatMap(zoneRules),
    'COMMIT',
    '*filter',
    ':neutron-filter-top - [0:0]',
    ...filterChains.map((chain) => `:${agent}-${chain} - [0:0]`),
    ...vms.flatMap((vm) => ['i', 'o', 's'].map((kind) => `:${chainOf(kind, vm)} - [0:0]`)),
    `-A neutron-filter-top -j ${agent}-local`,
    ...vms.flatMap((vm) =>
      bridged(vm.tap, 'Direct traffic from the VM interface to the security group chain.', `${agent}-sg-chain`),
    ),
    // The driver names every port tapX here, whatever the real prefix of its device is.
    ...trusted.flatMap((port) =>
      bridged(`tap${port.id.slice(0, 11)}`, 'Accept all packets when port is trusted.', 'ACCEPT'),
    ),
    ...vms.map(
      (vm) =>
        `-A ${agent}-INPUT -m physdev --physdev-in ${vm.tap} --physdev-is-bridged ${comment('Direct incoming traffic from VM to the security group chain.')} -j ${chainOf('o', vm)}`,
    ),
    ...vms.flatMap(portRules),
    ...vms.flatMap((vm) => [
      `-A ${agent}-sg-chain -m physdev --physdev-out ${vm.tap} --physdev-is-bridged ${comment('Jump to the VM specific chain.')} -j ${chainOf('i', vm)}`,
      `-A ${agent}-sg-chain -m physdev --physdev-in ${vm.tap} --physdev-is-bridged ${comment('Jump to the VM specific chain.')} -j ${chainOf('o', vm)}`,
    ]),
    `-A ${agent}-sg-chain -j ACCEPT`,
    `-A ${agent}-sg-fallback ${comment('Default drop rule for unmatched traffic.')} -j DROP`,
    'COMMIT',
  ]);
}

/** `table chain target` per line: the agent's jumps from the built-in chains. */
export const hybridJumps = [
  `raw PREROUTING ${agent}-PREROUTING`,
  `raw OUTPUT ${agent}-OUTPUT`,
  `filter INPUT ${agent}-INPUT`,
  'filter FORWARD neutron-filter-top',
  `filter FORWARD ${agent}-FORWARD`,
  'filter OUTPUT neutron-filter-top',
  `filter OUTPUT ${agent}-OUTPUT`,
];

const chainOf = (kind: string, vm: LabVm) => `${agent}-${kind}${vm.portId.slice(0, 10)}`;

function bridged(device: string, text: string, target: string): readonly string[] {
  return ['out', 'in'].map(
    (path) =>
      `-A ${agent}-FORWARD -m physdev --physdev-${path} ${device} --physdev-is-bridged ${comment(text)} -j ${target}`,
  );
}

/** One conntrack zone per port: two tenants may use the same addresses. */
function zoneRules(vm: LabVm, index: number): readonly string[] {
  const target = `${comment(`Set zone for ${vm.portId}`)} -j CT --zone ${4097 + index}`;
  return [`-m physdev --physdev-in ${vm.qvb}`, `-i ${vm.qvb}`, `-m physdev --physdev-in ${vm.tap}`].map(
    (match) => `-A ${agent}-PREROUTING ${match} ${target}`,
  );
}

function portRules(vm: LabVm): readonly string[] {
  const [into, from, spoof] = [chainOf('i', vm), chainOf('o', vm), chainOf('s', vm)];
  const clientTraffic = comment('Allow DHCP client traffic.');
  return [
    `-A ${into} ${known} ${toReturn} -j RETURN`,
    `-A ${into} -d ${vm.address}/32 -p udp -m udp --sport 67 --dport 68 -j RETURN`,
    `-A ${into} -d 255.255.255.255/32 -p udp -m udp --sport 67 --dport 68 -j RETURN`,
    `-A ${into} -p icmp -j RETURN`,
    `-A ${into} -p tcp -m tcp --dport 22 -j RETURN`,
    `-A ${into} ${invalid}`,
    `-A ${into} ${toFallback}`,
    `-A ${from} -s 0.0.0.0/32 -d 255.255.255.255/32 -p udp -m udp --sport 68 --dport 67 ${clientTraffic} -j RETURN`,
    `-A ${from} -j ${spoof}`,
    `-A ${from} -p udp -m udp --sport 68 --dport 67 ${clientTraffic} -j RETURN`,
    `-A ${from} -p udp -m udp --sport 67 --dport 68 ${comment('Prevent DHCP Spoofing by VM.')} -j DROP`,
    `-A ${from} ${known} ${toReturn} -j RETURN`,
    `-A ${from} -j RETURN`,
    `-A ${from} ${invalid}`,
    `-A ${from} ${toFallback}`,
    `-A ${spoof} -s ${vm.address}/32 -m mac --mac-source ${vm.mac} ${comment('Allow traffic from defined IP/MAC pairs.')} -j RETURN`,
    `-A ${spoof} ${comment('Drop traffic without an IP/MAC allow rule.')} -j DROP`,
  ];
}
