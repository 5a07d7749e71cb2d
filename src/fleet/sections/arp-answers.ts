import { valuesOf } from '../../facts/known.ts';
import { groupedBy } from '../../grouped.ts';
import { addressesOn } from '../../topology/addresses.ts';
import type { OverlayNetwork } from '../../topology/overlay.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';
import { defineCloudSection } from './define.ts';

/** A network on a host that answers ARP requests itself, and whose its addresses are by all hosts. */
export interface ArpAnswers {
  readonly subject: Subject;
  readonly host: CloudHost;
  readonly network: OverlayNetwork;
  /** By address. What a DHCP server lists is what Neutron gave to a port; an address of a router or a server is where it is. */
  readonly owners: ReadonlyMap<string, readonly Owner[]>;
}

interface Owner {
  readonly host: CloudHost;
  readonly address: string;
  readonly mac: string;
  /** The line of a host file that says so; undefined for a device that has the address. */
  readonly line: string | undefined;
  readonly where: string;
}

export const arpAnswers = defineCloudSection({
  name: 'arpAnswers',
  noun: 'tunnelled networks',
  reads: ['overlayNetworks', 'dhcpServers', 'networks'],
  build(hosts): readonly ArpAnswers[] {
    const owners = groupedBy(hosts.flatMap(ownersOn), ({ networkId }) => networkId);
    const byAddress = new Map([...owners].map(([id, own]) => [id, groupedBy(own, ({ address }) => address)]));
    return hosts.flatMap((host) =>
      valuesOf(host.topology.overlayNetworks).flatMap((network) => {
        const known = byAddress.get(network.id);
        return known === undefined ? [] : [{ subject: network.subject, host, network, owners: known }];
      }),
    );
  },
});

function ownersOn(host: CloudHost): readonly (Owner & { readonly networkId: string })[] {
  const { dhcpServers, networks } = host.topology;
  const listed = valuesOf(dhcpServers).flatMap(({ networkId, files }) =>
    (files?.hosts ?? []).map(({ address, mac, line }) => {
      return { host, networkId, address, mac, line, where: files?.folder ?? '' };
    }),
  );
  const held = valuesOf(networks).flatMap(({ id: networkId, ports }) =>
    ports.flatMap(({ role, sightings }) =>
      role === 'router-interface' || role === 'dhcp'
        ? sightings.flatMap(({ namespace, interface: device }) =>
            namespace === undefined || device.mac === undefined
              ? []
              : addressesOn(device).map(({ address }) => {
                  return { host, networkId, address, mac: device.mac ?? '', line: undefined, where: namespace };
                }),
          )
        : [],
    ),
  );
  return [...listed, ...held];
}
