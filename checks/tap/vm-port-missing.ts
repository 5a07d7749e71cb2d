import type { Fix } from '../../src/engine/check.ts';
import { defineCheck, told } from '../../src/engine/check.ts';
import { linkEvidence, noPortEvidence } from '../../src/engine/evidence.ts';
import type { VmPort } from '../../src/topology/types.ts';

export default defineCheck({
  id: 'vm-port-missing',
  layer: 'tap',
  title: "VM's port is not on the integration bridge",
  why: "The VM's plug ends before the switch: the VM reaches nothing at all.",
  severity: 'error',
  each: 'vmPorts',
  explainedBy: [],
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

/** Plugs as nova does: the ids in the database are what the agent knows the port by. */
function plugFix(vm: VmPort, name: string): Fix {
  const ids = [
    ...(vm.id === undefined ? [] : [`external_ids:iface-id=${vm.id}`, 'external_ids:iface-status=active']),
    ...(vm.mac === undefined ? [] : [`external_ids:attached-mac=${JSON.stringify(vm.mac)}`]),
  ];
  const tag = vm.localVlan === undefined ? [] : [`tag=${vm.localVlan.tag}`];
  const veth = ['link', 'add', name, 'type', 'veth', 'peer', 'name', `qvb${vm.portKey}`];
  return {
    summary: `Put ${name} back on ${vm.integrationBridge}`,
    risk: 'safe',
    commands: [
      ...(vm.qvo === undefined
        ? [
            ['ip', ...veth],
            ['ip', 'link', 'set', `qvb${vm.portKey}`, 'master', `qbr${vm.portKey}`],
            ['ip', 'link', 'set', `qvb${vm.portKey}`, 'up'],
          ]
        : []),
      ['ip', 'link', 'set', name, 'up'],
      [
        'ovs-vsctl',
        '--may-exist',
        'add-port',
        vm.integrationBridge,
        name,
        ...tag,
        ...(ids.length === 0 ? [] : ['--', 'set', 'Interface', name, ...ids]),
      ],
    ],
    undo: [['ovs-vsctl', '--if-exists', 'del-port', vm.integrationBridge, name]],
    permanent:
      vm.id === undefined
        ? 'Nothing here tells the UUID of the port, by which the agent knows it: `openstack server reboot --hard` plugs it anew.'
        : 'nova plugs the port the same way at each start of the instance.',
  };
}
