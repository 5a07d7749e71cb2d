import type { VmPort } from '../../topology/types.ts';
import type { Fix } from '../check.ts';

/** Plugs as nova does: the ids in the database are what the agent knows the port by. */
export function plugCommands(vm: VmPort): Fix['commands'] {
  const name = `qvo${vm.portKey}`;
  const ids = [
    ...(vm.id === undefined ? [] : [`external_ids:iface-id=${vm.id}`, 'external_ids:iface-status=active']),
    ...(vm.mac === undefined ? [] : [`external_ids:attached-mac=${JSON.stringify(vm.mac)}`]),
  ];
  const tag = vm.localVlan === undefined ? [] : [`tag=${vm.localVlan.tag}`];
  const veth = ['link', 'add', name, 'type', 'veth', 'peer', 'name', `qvb${vm.portKey}`];
  return [
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
  ];
}
