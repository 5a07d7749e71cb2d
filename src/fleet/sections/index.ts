import { arpAnswers } from './arp-answers.ts';
import { crossings } from './crossings.ts';
import type { CloudSection } from './define.ts';
import { dhcpReplicas } from './dhcp-replicas.ts';
import { dhcpServices } from './dhcp-services.ts';
import { floatingAddresses } from './floating-addresses.ts';
import { datapathIds, hostnames } from './host-identities.ts';
import { cloudMacs } from './macs.ts';
import { networkMtus } from './network-mtus.ts';
import { cloudNetworks } from './networks.ts';
import { cloudRouters } from './routers.ts';
import { segments } from './segments.ts';
import { tunnelAddresses } from './tunnel-addresses.ts';
import { tunnelPaths } from './tunnel-paths.ts';
import { cloudVmPorts } from './vm-ports.ts';

/** The sections whose items checks across hosts judge, one by one. */
export const cloudSections = [
  hostnames,
  datapathIds,
  tunnelAddresses,
  tunnelPaths,
  cloudNetworks,
  segments,
  networkMtus,
  arpAnswers,
  cloudVmPorts,
  cloudMacs,
  cloudRouters,
  dhcpServices,
  dhcpReplicas,
  floatingAddresses,
  crossings,
] as const satisfies readonly CloudSection[];

type Sections = (typeof cloudSections)[number];

export type CloudSectionName = Sections['name'];

type Items = {
  readonly [Each in Sections as Each['name']]: Each extends CloudSection<string, infer T> ? T : never;
};

/** One item of a section. */
export type CloudItem<Name extends CloudSectionName> = Items[Name];

/** The declaration of a section. */
export function cloudSectionNamed(name: CloudSectionName): CloudSection {
  const section = cloudSections.find((one) => one.name === name);
  if (section === undefined) throw new Error(`there is no section ${name}`);
  return section;
}
