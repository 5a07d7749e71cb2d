import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import type { Interface } from '../../src/facts/stack.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { VmPort } from '../../src/topology/vm-ports.ts';

export default defineCheck({
  id: 'hybrid-plug-mtu-small',
  layer: 'tap',
  title: "VM's plug has a smaller MTU than the VM",
  why: 'Frames that are too large are dropped silently: a ping works, and ssh hangs.',
  symptom: 'Small requests are answered, but ssh, https and downloads hang with full-size packets.',
  remedy: 'Raise the MTU of these devices to that of the VM, ports before their bridge.',
  limits:
    "The VM's MTU is that of its DHCP option, otherwise the larger of qvb and qvo; an MTU set in the guest is not known. The path after the switch is not checked.",
  sources: [
    'https://github.com/openstack/neutron/commit/8893ebe6c5',
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge(vm) {
    const configuredMtu = mtuOf(vm);
    const needed = configuredMtu ?? largerEnd(vm);
    // A tap that takes less than the pair behind it harms nobody, unless the VM was told to use more.
    const devices = configuredMtu === undefined ? [vm.qvb, vm.qvo] : [vm.tap, vm.qbr, vm.qvb, vm.qvo];
    const small = devices
      .filter((device) => device !== undefined)
      .filter(({ mtu }) => mtu !== undefined && needed !== undefined && mtu < needed);
    const [first] = small;
    if (first === undefined || needed === undefined) return undefined;
    const names = small.map(({ name, mtu }) => `${name} (${mtu})`).join(', ');
    return {
      summary: `MTU of ${names} is smaller than the VM's ${needed}.`,
      evidence: small.map((device) => mtuEvidence(device)),
      fix: safeFix(
        `Set the MTU to ${needed}`,
        // A bridge can't have more than its ports, so they come first.
        [...small].reverse().map(({ name }) => ['ip', 'link', 'set', name, 'mtu', String(needed)]),
        small.map(({ name, mtu }) => ['ip', 'link', 'set', name, 'mtu', String(mtu)]),
        'Nova and os-vif set it when they plug the VM, from the MTU that the network has at that time.',
      ),
    };
  },
});

/** The MTU that DHCP tells the VM: in a file of the agent, or on the command line of dnsmasq (option 26, RFC 2132). */
function mtuOf({ dhcpFiles, dhcpProcess }: VmPort): number | undefined {
  const lines = dhcpFiles.known ? (dhcpFiles.value?.options ?? []) : [];
  const words = dhcpProcess.known ? (dhcpProcess.value?.args.split(' ') ?? []) : [];
  const configured = [...lines, ...words].flatMap((text) => text.match(/option:mtu,(\d+)$/)?.[1] ?? [])[0];
  return configured === undefined ? undefined : Number(configured);
}

/** Of the two ends of the pair the larger: whatever the VM uses, what passes the one must pass the other. */
const largerEnd = ({ qvb, qvo }: VmPort): number | undefined =>
  qvb?.mtu === undefined || qvo?.mtu === undefined ? undefined : Math.max(qvb.mtu, qvo.mtu);

const mtuEvidence = (device: Interface) => {
  const { command, where } = linkEvidence(undefined, device.name, device);
  return { command: command.filter((word) => word !== '-br'), where, output: `${device.name}: mtu ${device.mtu}` };
};
