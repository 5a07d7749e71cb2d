import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, required } from '../../src/engine/check.ts';
import { linkEvidence } from '../../src/evidence/devices.ts';
import { noPortEvidence } from '../../src/evidence/ports.ts';
import type { Stack } from '../../src/facts/stack.ts';
import { plugCommands } from '../../src/remedies/hybrid-plug.ts';
import type { VmPort } from '../../src/topology/vm-ports.ts';

export default defineCheck({
  id: 'vm-port-missing',
  layer: 'tap',
  title: "VM's port is not on the integration bridge",
  why: 'The VM is not plugged into the switch: it reaches nothing.',
  symptom: 'A single VM reaches nothing, though its tap, bridge and veth pair are there.',
  remedy: 'Re-create the veth pair where it is missing, and add qvo to the switch with the IDs that the agent needs.',
  limits:
    "Without a hybrid plug, only a tap whose MAC stands in a DHCP host file here is missed, and has no fix: `openstack server reboot --hard` plugs it again. If the port's UUID is not known on the host, the agent ignores it until a hard reboot.",
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py',
  ],
  severity: 'error',
  each: 'vmPorts',
  comparesNoAddresses: true,
  with: ['hostStack', 'switchDatabase'],
  explainedBy: ['integration-bridge-missing'],
  // Without a tap there is no guest: an instance that is shut off, or what is left of a deleted one.
  applies: ({ tap }) => tap !== undefined,
  judge(vm, { hostStack, switchDatabase }) {
    if (required(vm.port) !== undefined || !required(switchDatabase).isComplete) return undefined;
    // What has none of the devices of a hybrid plug was plugged by its tap.
    const isHybrid = [vm.qvo, vm.qvb, vm.qbr].some((device) => device !== undefined);
    const name = `${isHybrid ? 'qvo' : 'tap'}${vm.portKey}`;
    return {
      summary: `${name}, the port of ${vm.mac === undefined ? 'a VM' : `the VM with ${vm.mac}`}, is not on ${vm.integrationBridge}.`,
      evidence: [noPortEvidence(vm.integrationBridge, name), linkEvidence(undefined, name, isHybrid ? vm.qvo : vm.tap)],
      // Only nova knows the UUID by which the agent knows the port.
      fix: isHybrid ? plugFix(vm, name, hostStack) : null,
    };
  },
});

function plugFix(vm: VmPort, name: string, hostStack: Stack): Fix {
  return {
    summary: `Add ${name} to ${vm.integrationBridge} again`,
    risk: 'safe',
    commands: plugCommands(vm, hostStack),
    undo: [['ovs-vsctl', '--if-exists', 'del-port', vm.integrationBridge, name]],
    permanent:
      vm.id === undefined
        ? "The port's UUID, which the agent needs, is unknown: `openstack server reboot --hard` plugs it again."
        : 'nova plugs the port the same way at each start of the instance.',
  };
}
