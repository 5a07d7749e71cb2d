import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A network on tunnels or on one physical network, and what each host with ports of it takes it for. */
export interface CloudNetwork {
  readonly subject: Subject;
  readonly id: string;
  /** Undefined: on tunnels. A routed network has a segment of its own on each physical network. */
  readonly physicalNetwork: string | undefined;
  readonly members: readonly NetworkMember[];
}

export interface NetworkMember {
  readonly host: CloudHost;
  readonly id: string;
  readonly physicalNetwork: string | undefined;
  /** The number of the tunnels, or the VLAN; undefined for a flat network. */
  readonly segmentationId: number | undefined;
}

export const cloudNetworks = defineCloudSection({
  name: 'cloudNetworks',
  noun: 'networks that leave their hosts',
  reads: ['overlayNetworks', 'providerNetworks'],
  build: (hosts): readonly CloudNetwork[] =>
    [
      ...groupedBy(hosts.flatMap(membersOn), ({ id, physicalNetwork }) => JSON.stringify([id, physicalNetwork])),
    ].flatMap(([, members]) => {
      const [first] = members;
      if (first === undefined) return [];
      const { id, physicalNetwork } = first;
      return [{ subject: { kind: 'network', id, name: id, networks: [], routers: [] }, id, physicalNetwork, members }];
    }),
});

const membersOn = (host: CloudHost): readonly NetworkMember[] => [
  ...valuesOf(host.topology.overlayNetworks).map(({ id, segmentationId }) => {
    return { host, id, physicalNetwork: undefined, segmentationId };
  }),
  ...valuesOf(host.topology.providerNetworks).map(({ subject: { id }, physicalNetwork, vlan }) => {
    return { host, id, physicalNetwork, segmentationId: vlan };
  }),
];
