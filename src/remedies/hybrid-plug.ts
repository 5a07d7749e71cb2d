import type { Fix } from '../engine/check.ts';
import { valuesOf } from '../facts/known.ts';
import type { Stack } from '../facts/stack.ts';
import type { VmPort } from '../topology/vm-ports.ts';

/** The name of the device that was qvo, where qvb still has it as its other end on the host. */
export function renamedEndOf(key: string, { interfaces }: Stack): string | undefined {
  const devices = valuesOf(interfaces);
  const end = devices.find(({ name }) => name === `qvb${key}`)?.parent;
  return end !== `qvo${key}` && devices.some(({ name, kind }) => name === end && kind === 'veth') ? end : undefined;
}

/** Makes qvo and qvb, and puts qvb into its bridge, whose MTU is that of the VM's tap. */
export function vethCommands(key: string, { interfaces }: Stack): Fix['commands'] {
  const devices = valuesOf(interfaces);
  const bridge = devices.find(({ name }) => name === `qbr${key}`);
  const mtu = bridge?.mtu === undefined ? [] : ['mtu', String(bridge.mtu)];
  // A qvb whose other end is out of reach makes room for a new pair: both ends go at once.
  const isLeft = devices.some(({ name }) => name === `qvb${key}`);
  return [
    ...(isLeft ? [['ip', 'link', 'del', `qvb${key}`]] : []),
    ['ip', 'link', 'add', `qvo${key}`, ...mtu, 'type', 'veth', 'peer', 'name', `qvb${key}`, ...mtu],
    ['ip', 'link', 'set', `qvb${key}`, 'master', `qbr${key}`],
    ['ip', 'link', 'set', `qvb${key}`, 'up'],
  ];
}

/** Plugs as nova does: the ids in the database are what the agent knows the port by. */
export function plugCommands(vm: VmPort, hostStack: Stack): Fix['commands'] {
  const name = `qvo${vm.portKey}`;
  const ids = [
    ...(vm.id === undefined ? [] : [`external_ids:iface-id=${vm.id}`, 'external_ids:iface-status=active']),
    ...(vm.mac === undefined ? [] : [`external_ids:attached-mac=${JSON.stringify(vm.mac)}`]),
  ];
  const tag = vm.localVlan === undefined ? [] : [`tag=${vm.localVlan.tag}`];
  return [
    ...(vm.qvo === undefined ? vethCommands(vm.portKey, hostStack) : []),
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
