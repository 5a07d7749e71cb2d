import { announcedMtu } from '../../src/analysis/announced-mtu.ts';
import { defineCheck } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { valuesOf } from '../../src/facts/known.ts';
import type { Interface } from '../../src/facts/stack.ts';
import { safeFix } from '../../src/remedies/safe-fix.ts';
import type { DhcpServer } from '../../src/topology/networks.ts';
import type { VmPort } from '../../src/topology/vm-ports.ts';

export default defineCheck({
  id: 'hybrid-plug-mtu-small',
  layer: 'tap',
  title: "VM's plug has a smaller MTU than the VM",
  why: 'Frames that are too large are dropped silently: a ping works, and ssh hangs.',
  symptom: 'Small requests are answered, but ssh, https and downloads hang with full-size packets.',
  remedy: 'Raise the MTU of these devices to that of the VM, ports before their bridge.',
  limits:
    "The VM's MTU is that of its DHCP option, but no more than that of the DHCP port, otherwise the larger of qvb and qvo; an MTU set in the guest is not known. The path after the switch is not checked.",
  sources: [
    'https://github.com/openstack/neutron/commit/8893ebe6c5',
    'https://docs.openstack.org/neutron/latest/admin/config-mtu.html',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  with: ['dhcpServers'],
  explainedBy: [],
  applies: ({ tap }) => tap !== undefined,
  judge(vm, { dhcpServers }) {
    const server = valuesOf(dhcpServers).find(({ networkId }) => networkId === vm.networkId);
    const configuredMtu = server === undefined ? undefined : mtuOf(server);
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

/**
 * The MTU that the VM is told by DHCP; no more than that of the network's DHCP port, which the agent sets: who is told
 * more is told too much, and its plug is right.
 */
function mtuOf(server: DhcpServer): number | undefined {
  const announced = announcedMtu(server, [])?.mtu;
  const device = server.interface.known ? server.interface.value : undefined;
  return announced === undefined ? undefined : Math.min(announced, device?.mtu ?? announced);
}

/** Of the two ends of the pair the larger: whatever the VM uses, what passes the one must pass the other. */
const largerEnd = ({ qvb, qvo }: VmPort): number | undefined =>
  qvb?.mtu === undefined || qvo?.mtu === undefined ? undefined : Math.max(qvb.mtu, qvo.mtu);

const mtuEvidence = (device: Interface) => {
  const { command, where } = linkEvidence(undefined, device.name, device);
  return { command: command.filter((word) => word !== '-br'), where, output: `${device.name}: mtu ${device.mtu}` };
};
