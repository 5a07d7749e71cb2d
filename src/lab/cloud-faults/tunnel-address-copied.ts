import type { Argv } from '../../host/process.ts';
import { quietly } from '../faults/steps.ts';
import type { LabModel } from '../model.ts';
import { underlayBridge } from '../place.ts';
import { tunnelAddressOf } from '../places.ts';
import type { CloudFault } from './fault.ts';

const copied = tunnelAddressOf('cmp1');

const setLocal = ({ place }: LabModel, address: string): readonly Argv[] =>
  place.tunnels.map(({ port }): Argv => ['ovs-vsctl', 'set', 'Interface', port, `options:local_ip=${address}`]);

const fault: CloudFault = {
  id: 'tunnel-address-copied',
  title: 'a compute was made from a copy of another, with its local_ip',
  layer: 'overlay',
  at: 'cmp2',
  expects: 'tunnel-address-shared',
  shownBy: `ip -o address show dev ${underlayBridge} | grep -q ${copied}`,
  hasNoFix: true,
  inject: (model) => [['ip', 'address', 'add', `${copied}/24`, 'dev', underlayBridge], ...setLocal(model, copied)],
  heal: (model) => [
    quietly('ip', 'address', 'delete', `${copied}/24`, 'dev', underlayBridge),
    ...setLocal(model, model.place.tunnelAddress),
  ],
};

export default fault;
