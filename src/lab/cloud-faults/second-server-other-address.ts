import type { Argv } from '../../host/process.ts';
import { hostFile, quietly, reloadHostsFile } from '../faults/steps.ts';
import { intentDir } from '../intent.ts';
import type { LabModel } from '../model.ts';
import type { CloudFault } from './fault.ts';
import { partAt, secondServer } from './other-part.ts';

/** A network with a DHCP server on two hosts. */
export const serverAt = (at: string) => partAt(at, (model) => ({ served: [secondServer(model)] }));

/** Its host file as its agent wrote it, where there is one. */
export const restoreHostFile = (model: LabModel): readonly Argv[] => [
  quietly('cp', `${intentDir}/dhcp/state/dhcp/${model.a.network.id}/host`, hostFile(model)),
  quietly(...reloadHostsFile(model)),
];

const fault: CloudFault = {
  id: 'second-server-other-address',
  title: 'the second DHCP server of a network gives a VM another address',
  layer: 'dhcp',
  at: 'cmp1',
  expects: 'dhcp-servers-differ',
  shownBy: 'grep -qs 10.11.12.77 /var/lib/neutron/dhcp/*/host',
  hasNoFix: true,
  before: [serverAt('cmp1')],
  inject: (model) => [
    ['sed', '-i', `/^${model.a.vm2.mac},/s/,10.11.12.4$/,10.11.12.77/`, hostFile(model)],
    reloadHostsFile(model),
  ],
  heal: restoreHostFile,
};

export default fault;
