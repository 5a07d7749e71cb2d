import type { Argv } from '../../host/process.ts';
import { bridgeCommands, ovsPort, vethCommands } from '../hybrid-plug.ts';
import type { LabModel, LabVm } from '../model.ts';
import { dress, ipBatch, undress } from './kind.ts';

const plugged = (vm: LabVm): LabVm => ({ ...vm, qvo: vm.tap });

/** The same tenants on a host whose switch is the firewall: the taps of VMs are ports of br-int themselves. */
export const withNativeFirewall = (model: LabModel): LabModel => ({
  ...model,
  firewall: 'native',
  vms: model.vms.map(plugged),
});

export const dressAsNativeFirewall = (model: LabModel): readonly Argv[] => [
  dress(
    'native-firewall',
    `iptables-save | grep -v neutron- | iptables-restore
ovs-vsctl ${model.vms.flatMap((vm) => ['--', 'del-port', 'br-int', vm.qvo, ...ovsPort(plugged(vm))]).join(' ')}
${ipBatch(model.vms.flatMap(({ tap, qvb, qbr }) => [`link set ${tap} nomaster`, `link delete ${qvb}`, `link delete ${qbr}`]))}
service ${model.services.l2} restart`,
  ),
];

export function undressNativeFirewall(model: LabModel): readonly Argv[] {
  const devices = model.vms.flatMap((vm) => [
    ...[...bridgeCommands(model, vm), ...vethCommands(vm)].map((words) => words.join(' ')),
    `link set ${vm.tap} master ${vm.qbr}`,
  ]);
  return [
    undress(
      `ovs-vsctl ${model.vms.flatMap(({ tap }) => ['--', '--if-exists', 'del-port', 'br-int', tap]).join(' ')}
${ipBatch(devices)}
ovs-vsctl ${model.vms.flatMap(ovsPort).join(' ')}
service ${model.services.l2} restart`,
    ),
  ];
}
