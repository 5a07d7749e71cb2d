import type { LabModel, LabVm } from './model.ts';

type Words = readonly string[];

/** What nova and libvirt do for a VM on a hybrid-plugged port, as lines for `ip -batch`: nothing of it is an agent's work. */
export function hybridPlug(model: LabModel, vm: LabVm): readonly string[] {
  const { tap, qbr, mac, namespace, network } = vm;
  const mtu = ['mtu', String(network.mtu)];
  const tapMac = mac.replace(/^../, 'fe');
  const commands: readonly Words[] = [
    ['netns', 'add', namespace],
    ...bridgeCommands(model, vm),
    ...vethCommands(vm),
    [
      'link',
      'add',
      tap,
      'address',
      tapMac,
      ...mtu,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'address',
      mac,
      ...mtu,
      'netns',
      namespace,
    ],
    ['link', 'set', tap, 'master', qbr, 'up'],
  ];
  return commands.map((words) => words.join(' '));
}

/** Makes qbr, for `ip`. */
export function bridgeCommands(model: LabModel, { qbr, network }: LabVm): readonly Words[] {
  // os-vif switches learning off on a hybrid bridge, nova of 2012 left it on.
  const settings = model.layout === 'folsom' ? [] : ['ageing_time', '0', 'mcast_snooping', '0'];
  const mtu = ['mtu', String(network.mtu)];
  return [
    ['link', 'add', qbr, ...mtu, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', ...settings],
    ['link', 'set', qbr, 'up'],
  ];
}

/** Makes the pair qvo and qvb and puts qvb into qbr, for `ip`. */
export function vethCommands({ qvo, qvb, qbr, network }: LabVm): readonly Words[] {
  const mtu = ['mtu', String(network.mtu)];
  return [
    ['link', 'add', qvo, ...mtu, 'type', 'veth', 'peer', 'name', qvb, ...mtu],
    ['link', 'set', qvb, 'master', qbr, 'up'],
    ['link', 'set', qvo, 'up'],
  ];
}

/** The words with which nova puts a VM's port on br-int, for ovs-vsctl; nova leaves the tag to the L2 agent. */
export function ovsPort({ qvo, portId, mac, instanceId, network }: LabVm): Words {
  const ids = { 'iface-id': portId, 'iface-status': 'active', 'attached-mac': mac, 'vm-uuid': instanceId };
  const settings = Object.entries(ids).map(([key, value]) => `external_ids:${key}=${value}`);
  const add = ['--', '--may-exist', 'add-port', 'br-int', qvo, `tag=${network.tag}`];
  return [...add, '--', 'set', 'Interface', qvo, ...settings];
}
