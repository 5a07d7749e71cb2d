import type { Argv } from '../../host/process.ts';
import { programDir } from '../agents/library.ts';
import { deviceSuffix, macOf, uuidOf } from '../ids.ts';
import type { Files } from '../intent.ts';
import { keepalivedProgram, monitorProgram } from '../keepalived.ts';
import type { LabModel } from '../model.ts';
import { dress, undress } from './kind.ts';

const portId = uuidOf('port', 'ha-', 'a');

/** The port by which the router of tenant a hears of its other instances. */
export const haDevice = `ha-${deviceSuffix(portId)}`;

/** The same tenants, of which the router of a has instances on other nodes too; this one is active. */
export function withHaRouter(model: LabModel): LabModel {
  const router = {
    ...model.a.router,
    ha: {
      port: { id: portId, mac: macOf(9000), device: haDevice, address: '169.254.192.7' },
      network: { id: uuidOf('network', 'ha'), tag: 4000, segmentationId: 5000 },
      activeAddress: '169.254.0.50',
    },
  };
  const isPlain = ({ id }: { readonly id: string }) => id !== router.id;
  return { ...model, routers: [router, ...model.routers.filter(isPlain)] };
}

/** Where the router's keepalived has its configuration and tells its state. */
export const haDir = ({ stateDir, a }: LabModel): string => `${stateDir}/ha_confs/${a.router.id}`;

export const haPidFile = (model: LabModel, program: 'keepalived' | 'neutron-keepalived-state-change'): string =>
  `${haDir(model)}.pid.${program}`;

export const haPrograms: Files = new Map([
  [`${programDir}/keepalived`, keepalivedProgram],
  [`${programDir}/neutron-keepalived-state-change`, monitorProgram],
]);

/** Waits until keepalived has said so. */
export const waitForState = (model: LabModel, state: 'primary' | 'backup'): Argv => [
  'sh',
  '-c',
  'while [ "$(cat "$1" 2>/dev/null)" != "$2" ]; do sleep 0.1; done',
  'wait',
  `${haDir(model)}/state`,
  state,
];

/** Has the L3 agent start the router anew, with keepalived, and waits until that has taken over. */
export const dressAsHa = (model: LabModel): readonly Argv[] => [
  dress(
    'ha',
    `service ${model.services.l3} restart
service ${model.services.l2} restart`,
  ),
  waitForState(model, 'primary'),
];

export const undressHa = (model: LabModel): readonly Argv[] => [
  undress(
    `dir=${haDir(model)}
for file in "$dir".pid.*; do
  read -r pid <"$file" && kill -KILL "$pid" 2>/dev/null || :
done
rm -r ${model.stateDir}/ha_confs
ovs-vsctl --if-exists del-port br-int ${haDevice}
service ${model.services.l3} restart
service ${model.services.l2} restart`,
  ),
];
