import type { Argv } from '../../host/process.ts';
import { dhcpAgent } from '../agents/dhcp.ts';
import { l3Agent } from '../agents/l3.ts';
import { agentProgram, programDir } from '../agents/library.ts';
import { gatewayScript, plugScript } from '../bring-up.ts';
import { quietly } from '../faults/steps.ts';
import { deviceSuffix, macOf, uuidOf } from '../ids.ts';
import { type Files, intentFiles } from '../intent.ts';
import { dress, kindsDir, undress } from '../kinds/kind.ts';
import { externalNetwork, type LabModel, type LabNetwork, type LabRouter, type LabVm, labModel } from '../model.ts';

/*
 * Gives a host of a lab another part of its cloud: routers, DHCP servers or VMs that it has not from the start.
 */

/** What a host has besides. */
export interface OtherPart {
  readonly routers?: readonly LabRouter[];
  readonly served?: readonly LabNetwork[];
  readonly vms?: readonly LabVm[];
}

/** The model of a host with it. */
function withPart(model: LabModel, { routers = [], served = [], vms = [] }: OtherPart): LabModel {
  const isNew = (router: LabRouter) => !routers.some(({ id }) => id === router.id);
  const networks = [
    ...model.networks,
    ...routers.map(({ network }) => network),
    ...served,
    ...vms.map((vm) => vm.network),
  ];
  return {
    ...model,
    routers: [...model.routers.filter(isNew), ...routers],
    served: [...model.served, ...served],
    vms: [...model.vms, ...vms],
    networks: networks.filter(({ id }, index) => networks.findIndex((other) => other.id === id) === index),
  };
}

/** Has its agents do what they would if the server told them so; `before`: a script to run before they start. */
function addPart(model: LabModel, part: OtherPart, before = ''): readonly Argv[] {
  const whole = withPart(model, part);
  const { routers = [], served = [], vms = [] } = part;
  const start = [
    before,
    vms.length === 0 ? '' : plugScript({ ...model, vms }),
    routers.length === 0
      ? ''
      : `${hasRouters(model) ? '' : gatewayScript(model, routers[0])}service ${model.services.l3} restart`,
    served.length === 0 ? '' : `service ${model.services.dhcp} restart`,
    `service ${model.services.l2} restart`,
  ];
  return [writeFiles(filesOf(model, whole)), dress('other-part', start.join('\n'))];
}

/** Takes that away again. */
function removePart(model: LabModel, { routers = [], served = [], vms = [] }: OtherPart): readonly Argv[] {
  const isOwn = (router: LabRouter) => model.routers.some(({ id }) => id === router.id);
  const gone = routers.filter((router) => !isOwn(router));
  const ports = [
    ...gone.flatMap(({ qr, qg }) => [qr.device, qg.device]),
    ...routers.flatMap(({ ha }) => ha?.port.device ?? []),
    ...served.map(({ dhcpPort }) => dhcpPort.device),
    ...vms.map(({ qvo }) => qvo),
  ];
  const namespaces = [...gone, ...served, ...vms].map(({ namespace }) => namespace);
  const script = [
    ...(gone.length === 0 || hasRouters(model) ? [] : [`service ${model.services.l3} stop`, withoutGateway]),
    ...(served.length === 0 || model.served.length > 0 ? [] : [`service ${model.services.dhcp} stop`]),
    `for file in ${model.stateDir}/ha_confs/*.pid.*; do
  [ ! -e "$file" ] || { read -r pid <"$file"; kill -KILL "$pid" 2>/dev/null || :; }
done
rm -rf ${model.stateDir}/ha_confs`,
    ...served.map(({ dhcpDir }) => `{ read -r pid <${dhcpDir}/pid && kill -KILL "$pid"; rm -r ${dhcpDir}; } || :`),
    `ovs-vsctl ${ports.map((port) => `-- --if-exists del-port ${port}`).join(' ')}`,
    ...vms.flatMap(({ qvo, tap, qbr }) => [qvo, tap, qbr].map((device) => `ip link delete ${device} || :`)),
    ...namespaces.map((namespace) => `ip netns delete ${namespace} || :`),
    ...(routers.some(isOwn) ? [`service ${model.services.l3} restart`] : []),
    ...agents.filter((agent) => !runs(model, agent)).map((agent) => `rm -f ${pathsOf(model, agent).join(' ')}`),
    `service ${model.services.l2} restart`,
  ];
  return [undress(script.join('\n'))];
}

const hasRouters = ({ routers }: LabModel): boolean => routers.length > 0;

/** Its routes go with the address. */
const withoutGateway = `ip address delete ${externalNetwork.gateway}/24 dev br-ex || :`;

/** What of a host's files is different with it, and the agents that it has not had and needs now. */
function filesOf(model: LabModel, whole: LabModel): Files {
  const plain = intentFiles(model);
  return new Map([
    ...[...intentFiles(whole)]
      .filter(([path, text]) => plain.get(path) !== text)
      .map(([path, text]): [string, string] => [`${kindsDir}/other-part/${path}`, text]),
    ...agents
      .filter((agent) => runs(whole, agent) && !runs(model, agent))
      .flatMap((agent): [string, string][] => {
        const [service, program] = pathsOf(model, agent);
        return [
          [service, agent === 'l3' ? l3Agent(model) : dhcpAgent(model)],
          [program, agentProgram],
        ];
      }),
  ]);
}

const agents = ['l3', 'dhcp'] as const;
type Agent = (typeof agents)[number];

/** Whether a host needs an agent: an enabled service that does not run is a fault. */
const runs = (model: LabModel, agent: Agent): boolean => (agent === 'l3' ? hasRouters(model) : model.served.length > 0);

/** The script by which an agent is started, and the agent. */
const pathsOf = ({ services, programs }: LabModel, agent: Agent) =>
  [`/etc/init.d/${services[agent]}`, `${programDir}/${programs[agent]}`] as const;

/** Writes files, scripts among them so that they can be run. */
export const writeFiles = (files: Files): Argv => [
  'sh',
  '-ec',
  `rm -rf ${kindsDir}/other-part
while [ $# -gt 0 ]; do
  mkdir -p "\${1%/*}"
  printf %s "$2" >"$1"
  case $2 in '#!'*) chmod 755 "$1" ;; esac
  shift 2
done`,
  'write',
  ...[...files].flat(),
];

/** A second DHCP server of tenant a's network, as with dhcp_agents_per_network = 2. */
export function secondServer({ a: { network } }: LabModel): LabNetwork {
  const id = uuidOf('port', 'tap', 'a', 'second');
  return { ...network, dhcpPort: { id, mac: macOf(9100), device: `tap${deviceSuffix(id)}`, address: '10.11.12.9' } };
}

/** A third tenant, without VMs. */
export function thirdTenant({ layout }: LabModel): { readonly network: LabNetwork; readonly router: LabRouter } {
  const [, , router] = labModel(layout, 1).routers;
  if (router === undefined) throw new Error('there is no third tenant');
  return { network: router.network, router };
}

/** A part of a cloud that is on a host as well. */
export const partAt = (at: string, partOf: (model: LabModel) => OtherPart, before?: (model: LabModel) => string) => ({
  at,
  inject: (model: LabModel): readonly Argv[] => addPart(model, partOf(model), before?.(model)),
  heal: (model: LabModel): readonly Argv[] => removePart(model, partOf(model)),
});

/** Keeps a device from the addresses that it has besides its own. */
export const withoutAddress = (namespace: string, device: string, address: string): Argv =>
  quietly('ip', '-n', namespace, 'address', 'delete', address, 'dev', device);
