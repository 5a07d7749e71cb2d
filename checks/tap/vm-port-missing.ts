import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence, noPortEvidence } from '../../src/engine/evidence.ts';
import { plugCommands } from '../../src/engine/fixes/plug.ts';
import type { VmPort } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'vm-port-missing',
  layer: 'tap',
  title: "VM's port is not on the integration bridge",
  why: "The VM's plug ends before the switch: the VM reaches nothing at all.",
  symptom: 'A single VM reaches nothing, though its tap, bridge and veth pair are there.',
  remedy:
    'Make the veth pair again where it is gone, and plug qvo into the switch with the ids by which the agent knows it.',
  limits:
    'Only hybrid plugs are judged: a VM whose tap is on br-int itself has no qvo. If no UUID of the port is left on the host, the agent does not know it until a hard reboot.',
  sources: [
    'https://techbackground.blogspot.com/2013/05/debugging-quantum-dhcp-and-open-vswitch.html',
    'https://opendev.org/openstack/os-vif/src/branch/master/vif_plug_ovs/linux_net.py',
  ],
  severity: 'error',
  each: 'vmPorts',
  explainedBy: ['integration-bridge-missing'],
  // Without a tap there is no guest: an instance that is shut off, or what is left of a deleted one.
  applies: ({ tap }) => tap !== undefined,
  judge(vm) {
    if (told(vm.port) !== undefined || !told(vm.host.database).isComplete) return undefined;
    const name = `qvo${vm.portKey}`;
    return {
      summary: `${name}, the port of ${vm.mac === undefined ? 'a VM' : `the VM with ${vm.mac}`}, is not on ${vm.integrationBridge}.`,
      evidence: [noPortEvidence(vm.integrationBridge, name), linkEvidence(undefined, name, vm.qvo)],
      fix: plugFix(vm, name),
    };
  },
});

function plugFix(vm: VmPort, name: string): Fix {
  return {
    summary: `Put ${name} back on ${vm.integrationBridge}`,
    risk: 'safe',
    commands: plugCommands(vm),
    undo: [['ovs-vsctl', '--if-exists', 'del-port', vm.integrationBridge, name]],
    permanent:
      vm.id === undefined
        ? 'Nothing here tells the UUID of the port, by which the agent knows it: `openstack server reboot --hard` plugs it anew.'
        : 'nova plugs the port the same way at each start of the instance.',
  };
}
