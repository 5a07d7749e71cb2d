import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/engine/evidence.ts';
import { safeFix } from '../../src/engine/fixes/agents.ts';
import type { Interface } from '../../src/facts/stack.ts';
import type { VmPort } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'hybrid-plug-mtu-small',
  layer: 'tap',
  title: "VM's plug has a smaller MTU than the VM",
  why: 'Frames that do not fit are dropped without a word: a ping works, and ssh hangs as soon as more is sent.',
  symptom: 'Small requests are answered, and ssh, https and downloads hang once packets are full.',
  remedy: 'Raise the MTU of the devices that are too small to that of the VM, the ports before their bridge.',
  limits:
    "The VM's MTU is what DHCP tells it, else the larger of qvb and qvo; one that was set by hand in the guest is not known here. A path that is too small after the switch is not looked at.",
  sources: [
    'https://github.com/openstack/neutron/commit/8893ebe6c5',
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge(vm) {
    const toldMtu = mtuOf(vm);
    const needed = toldMtu ?? largerEnd(vm);
    // A tap that takes less than the pair behind it harms nobody, unless the VM was told to use more.
    const devices = toldMtu === undefined ? [vm.qvb, vm.qvo] : [vm.tap, vm.qbr, vm.qvb, vm.qvo];
    const small = devices
      .filter((device) => device !== undefined)
      .filter(({ mtu }) => mtu !== undefined && needed !== undefined && mtu < needed);
    const [first] = small;
    if (first === undefined || needed === undefined) return undefined;
    const names = small.map(({ name, mtu }) => `${name} (${mtu})`).join(', ');
    return {
      summary: `The MTU of ${names} is less than the ${needed} that the VM uses.`,
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
  const told = [...lines, ...words].flatMap((text) => text.match(/option:mtu,(\d+)$/)?.[1] ?? [])[0];
  return told === undefined ? undefined : Number(told);
}

/** Of the two ends of the pair the larger: whatever the VM uses, what passes the one must pass the other. */
const largerEnd = ({ qvb, qvo }: VmPort): number | undefined =>
  qvb?.mtu === undefined || qvo?.mtu === undefined ? undefined : Math.max(qvb.mtu, qvo.mtu);

const mtuEvidence = (device: Interface) => {
  const { command, where } = linkEvidence(undefined, device.name, device);
  return { command: command.filter((word) => word !== '-br'), where, output: `${device.name}: mtu ${device.mtu}` };
};
