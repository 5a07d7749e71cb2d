import { type Known, known, mapKnown } from '../facts/known.ts';
import { hostSubject, type Subject } from '../topology/subject.ts';
import type { Router, Topology } from '../topology/types.ts';
import { isArp, type OwnStep } from './step-schema.ts';
import type { Values } from './template.ts';

/** One thing that a step runs for. */
export interface StepPlace {
  readonly subject: Subject;
  /** Undefined: the host itself. */
  readonly namespace: string | undefined;
  readonly values: Values;
  readonly router?: Router;
}

export type Over = 'host' | 'routers' | 'dhcp-servers' | 'networks' | 'vm-ports';

/** The names that templates may use, by what a step runs for. */
export const namesFor: Readonly<Record<Over, readonly string[]>> = {
  host: ['host.name'],
  routers: ['host.name', 'router.id', 'router.namespace', 'router.mode', 'router.gateway'],
  'dhcp-servers': ['host.name', 'network.id', 'dhcp.namespace', 'dhcp.device'],
  networks: ['host.name', 'network.id', 'network.tag'],
  'vm-ports': ['host.name', 'network.id', 'network.tag', 'port.id', 'port.mac', 'port.address', 'port.tap', 'port.qvo'],
};

/** What a step runs for: `in: router`, `in: dhcp` and some probes say it by themselves. */
export function overOf(step: OwnStep): Over {
  const { in: where, for_each: each } = step;
  if ('probe' in step && step.probe === 'dhcp') return 'dhcp-servers';
  if ('probe' in step && isArp(step.probe)) return 'routers';
  if (where === 'router') return 'routers';
  if (where === 'dhcp') return 'dhcp-servers';
  return each ?? 'host';
}

/** The places of this host where a step runs. */
export function placesOf(step: OwnStep, topology: Topology, hostName: string): Known<readonly StepPlace[]> {
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
