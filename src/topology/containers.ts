import type { Inside, Insides } from '../facts/containers.ts';
import { type SideContainer, sideContainerOf } from '../facts/deployments.ts';
import { type Known, known, mapKnown, valuesOf } from '../facts/known.ts';
import { type RoleContainer, roleContainers } from '../facts/services.ts';
import type { ListedContainer } from '../host/containers.ts';
import { defineSection } from './define-section.ts';
import { hostSubject, type Subject } from './subject.ts';

/** A container that does a part of this host's work: of an agent, of a daemon of Open vSwitch, or beside one. */
export interface ContainerView {
  readonly subject: Subject;
  readonly container: ListedContainer;
  /** Undefined for one beside an agent's. */
  readonly work: RoleContainer | undefined;
  readonly side: SideContainer | undefined;
  /** What its daemon sees; undefined where none of it runs. */
  readonly inside: Known<Inside | undefined>;
  readonly host: Known<Insides['host']>;
  /** The other containers of its deployment. */
  readonly neighbours: readonly ListedContainer[];
  /** Whether the namespace that it is for is there; of one beside an agent's. */
  readonly hasNamespace: Known<boolean>;
}

export const containers = defineSection({
  name: 'containers',
  facts: ['services', 'insides', 'namespaces'],
  needs: [],
  build: ({ services, insides, namespaces }, _, host): Known<readonly ContainerView[]> => {
    const work = roleContainers(services);
    const listed = services.known ? services.value.containers : [];
    const names = mapKnown(namespaces, ({ ofAgents, broken }) =>
      ofAgents.map(({ name }) => name).filter((name) => !broken.has(name)),
    );
    const view = (container: ListedContainer, own?: RoleContainer): ContainerView => {
      const side = sideContainerOf(container.name);
      return {
        subject: hostSubject(host.name),
        container,
        work: own,
        side,
        inside: mapKnown(insides, ({ daemons }) => daemons.find(({ id }) => id?.startsWith(container.id) === true)),
        host: mapKnown(insides, (all) => all.host),
        neighbours: work.filter((other) => other.container !== container).map((other) => other.container),
        hasNamespace: side === undefined ? known(true) : mapKnown(names, (all) => all.includes(side.namespace)),
      };
    };
    return known([
      ...work.map((one) => view(one.container, one)),
      ...valuesOf(known(listed))
        .filter(({ name }) => sideContainerOf(name) !== undefined)
        .map((one) => view(one)),
    ]);
  },
});
