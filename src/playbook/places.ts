import { type Known, known, mapKnown } from '../facts/known.ts';
import type { Inputs, SectionName } from '../topology/index.ts';
import type { Router } from '../topology/routers.ts';
import { hostSubject } from '../topology/subject.ts';
import { type CustomStep, kindOf } from './steps/index.ts';
import type { StepPlace } from './steps/step-kind.ts';
import type { Values } from './template.ts';

export type Over = 'host' | 'routers' | 'dhcp-servers' | 'networks' | 'vm-ports';

/** The names that templates may use, by what a step runs for. */
export const namesFor: Readonly<Record<Over, readonly string[]>> = {
  host: ['host.name'],
  routers: ['host.name', 'router.id', 'router.namespace', 'router.mode', 'router.gateway'],
  'dhcp-servers': ['host.name', 'network.id', 'dhcp.namespace', 'dhcp.device'],
  networks: ['host.name', 'network.id', 'network.tag'],
  'vm-ports': ['host.name', 'network.id', 'network.tag', 'port.id', 'port.mac', 'port.address', 'port.tap', 'port.qvo'],
};

/** What a step runs for: `in: router`, `in: dhcp` and some kinds say it by themselves. */
export function overOf(step: CustomStep): Over {
  const { in: where, for_each: each } = step;
  const own = kindOf(step).ownPlace(step) ?? where;
  if (own === 'router') return 'routers';
  if (own === 'dhcp') return 'dhcp-servers';
  return each ?? 'host';
}

const sectionOf = {
  host: undefined,
  routers: 'routers',
  'dhcp-servers': 'dhcpServers',
  networks: 'networks',
  'vm-ports': 'vmPorts',
} as const satisfies Readonly<Record<Over, SectionName | undefined>>;

type PlaceSection = NonNullable<(typeof sectionOf)[Over]>;

/** The sections that tell where a step runs, and what its probe has found. */
export function sectionsFor(step: CustomStep): readonly SectionName[] {
  const where = sectionOf[overOf(step)];
  const found = 'probe' in step && step.probe === 'dhcp' ? (['dhcpWatches'] as const) : [];
  return where === undefined ? found : [where, ...found];
}

/** The places of this host where a step runs. */
export function placesOf(
  step: CustomStep,
  topology: Inputs<PlaceSection>,
  hostName: string,
): Known<readonly StepPlace[]> {
  const host = { 'host.name': hostName };
  const namespace = typeof step.in === 'object' ? step.in.namespace : undefined;
  switch (overOf(step)) {
    case 'host':
      return known([{ subject: hostSubject(hostName), namespace, values: host }]);
    case 'routers':
      return mapKnown(topology.routers, (routers) =>
        routers.map((router) => ({
          subject: router.subject,
          namespace: router.namespace,
          values: { ...host, ...routerValues(router) },
          router,
        })),
      );
    case 'dhcp-servers':
      return mapKnown(topology.dhcpServers, (servers) =>
        servers
          // Without its namespace there is nothing to run in, and checks of our own to say so.
          .filter(({ hasNamespace }) => hasNamespace.known && hasNamespace.value)
          .map(({ subject, networkId, namespace: own, device }) => ({
            subject,
            namespace: own,
            values: { ...host, 'network.id': networkId, 'dhcp.namespace': own, 'dhcp.device': device },
          })),
      );
    case 'networks':
      return mapKnown(topology.networks, (networks) =>
        networks.map(({ subject, id, localVlan }) => ({
          subject,
          namespace,
          values: { ...host, 'network.id': id, 'network.tag': localVlan?.tag.toString() },
        })),
      );
    case 'vm-ports':
      return mapKnown(topology.vmPorts, (ports) =>
        ports.map(({ subject, id, mac, address, networkId, localVlan, tap, qvo }) => ({
          subject,
          namespace,
          values: {
            ...host,
            'network.id': networkId,
            'network.tag': localVlan?.tag.toString(),
            'port.id': id,
            'port.mac': mac,
            'port.address': address,
            'port.tap': tap?.name,
            'port.qvo': qvo?.name,
          },
        })),
      );
  }
}

const routerValues = ({ id, namespace, mode, legs }: Router): Values => ({
  'router.id': id,
  'router.namespace': namespace,
  'router.mode': mode,
  'router.gateway': legs.find(({ role }) => role === 'router-gateway')?.device,
});
