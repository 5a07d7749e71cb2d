import type { SectionName } from '../../topology/index.ts';
import type { Subject } from '../../topology/subject.ts';
import type { CloudHost } from '../cloud.ts';

/** A part of the topology across hosts, by the sections of each that it is joined from. */
export interface CloudSection<
  Name extends string = string,
  T extends { readonly subject: Subject } = { readonly subject: Subject },
> {
  readonly name: Name;
  /** What its items are called. */
  readonly noun: string;
  readonly reads: readonly SectionName[];
  build(hosts: readonly CloudHost[]): readonly T[];
}

/** Declares a section. */
export const defineCloudSection = <const Name extends string, T extends { readonly subject: Subject }>(
  section: CloudSection<Name, T>,
): CloudSection<Name, T> => section;

/** The hosts of some items, each once. */
export const hostsOf = (items: readonly { readonly host: CloudHost }[]): readonly CloudHost[] => [
  ...new Set(items.map(({ host }) => host)),
];
