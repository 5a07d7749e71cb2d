import type { Argv } from '../../host/process.ts';
import { programDir } from '../agents/library.ts';
import { deviceSuffix, macOf, uuidOf } from '../ids.ts';
import { type Files, labDir } from '../intent.ts';
import { announcer, keepalivedProgram, monitorProgram } from '../keepalived.ts';
import type { LabModel } from '../model.ts';
import { dress, ipBatch, undress } from './kind.ts';

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

const otherNode = 'other-node';
const otherAddress = '169.254.192.8';

/** Another node, on a network of the router by a port of its own. */
const joinOtherNode = (device: string, tag: number, mac: string, address: string): string =>
  `ip link add ${device} mtu 1450 up type veth peer name in-${device} address ${mac} mtu 1450 netns ${otherNode}
ovs-vsctl add-port br-int ${device} tag=${tag}
${ipBatch([`address add ${address} dev in-${device}`, `link set in-${device} up`], otherNode)}`;

/**
 * Has another node of the router hold the gateway of its network, as the active one does.
 * @internal for look-alikes
 */
export const serveElsewhere = ({ a }: LabModel): Argv => [
  'sh',
  '-ec',
  `ip netns add ${otherNode}\n${joinOtherNode('n2-qr', a.network.tag, a.router.qr.mac, `${a.network.gateway}/24`)}`,
];

/** Has another node announce itself as active for a router of the same network, and this node for its own. */
export const announceElsewhere = ({ a }: LabModel, virtualRouterId: number): Argv => [
  'sh',
  '-ec',
  `ip netns add ${otherNode}
${joinOtherNode('n2-ha', 4000, macOf(9100), `${otherAddress}/18`)}
ip netns exec ${otherNode} setsid perl -e "$1" ${otherAddress} ${virtualRouterId} 100 </dev/null >/dev/null 2>&1 &
ip netns exec ${a.router.namespace} setsid perl -e "$1" 169.254.192.7 50 50 </dev/null >/dev/null 2>&1 &
echo $! >${announcerPidFile}`,
  'announce',
  announcer,
];

export const announcerPidFile = `${labDir}/announcer.pid`;

const removeOtherNode: Argv = [
  'sh',
  '-c',
  `[ ! -e ${announcerPidFile} ] || { read -r pid <${announcerPidFile}; rm ${announcerPidFile}; kill "$pid"; }
[ ! -e /run/netns/${otherNode} ] || { ip netns pids ${otherNode} | xargs -r kill; ip netns delete ${otherNode}; }
ovs-vsctl --if-exists del-port n2-qr -- --if-exists del-port n2-ha`,
];

export const undressHa = (model: LabModel): readonly Argv[] => [
  removeOtherNode,
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
