import { valuesOf } from '../../facts/known.ts';
import type { HostView, VmPort } from '../../topology/types.ts';
import type { Fix } from '../check.ts';

/** Makes qvo and qvb, and puts qvb into its bridge, whose MTU is that of the VM's tap. */
export function vethCommands(key: string, { stack }: HostView): Fix['commands'] {
  const devices = valuesOf(stack.interfaces);
  const bridge = devices.find(({ name }) => name === `qbr${key}`);
  const mtu = bridge?.mtu === undefined ? [] : ['mtu', String(bridge.mtu)];
  return [
    ['ip', 'link', 'add', `qvo${key}`, ...mtu, 'type', 'veth', 'peer', 'name', `qvb${key}`, ...mtu],
    ['ip', 'link', 'set', `qvb${key}`, 'master', `qbr${key}`],
    ['ip', 'link', 'set', `qvb${key}`, 'up'],
  ];
}

/** Plugs as nova does: the ids in the database are what the agent knows the port by. */
export function plugCommands(vm: VmPort): Fix['commands'] {
  const name = `qvo${vm.portKey}`;
  const ids = [
    ...(vm.id === undefined ? [] : [`external_ids:iface-id=${vm.id}`, 'external_ids:iface-status=active']),
    ...(vm.mac === undefined ? [] : [`external_ids:attached-mac=${JSON.stringify(vm.mac)}`]),
  ];
  const tag = vm.localVlan === undefined ? [] : [`tag=${vm.localVlan.tag}`];
  return [
    ...(vm.qvo === undefined ? vethCommands(vm.portKey, vm.host) : []),
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
