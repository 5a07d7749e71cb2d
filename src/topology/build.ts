import type { FactName, Facts } from '../facts/index.ts';
import type { Section } from './define-section.ts';
import { foundations, sections, type Topology } from './index.ts';
import { hostSubject } from './subject.ts';

/**
 * Joins the facts of a host. A section is built when somebody asks for it, once, from the facts that it declares: the
 * others may be missing. Judges nothing; what could not be read stays unknown, with its reason.
 */
export function buildTopology(facts: Partial<Facts>, hostName: string): Topology {
  const host = hostSubject(hostName);
  const values = new Map<Section, unknown>();
  const build = (section: Section): unknown => {
    if (!values.has(section)) {
      // The facts of an observed section tell where to look: where nobody looked, none of them is needed.
      const read = section.source === 'facts' ? factsOf(section, facts) : {};
      const own = section.build(read as never, lazily(section.needs, build) as never, host);
      values.set(section, own);
    }
    return values.get(section);
  };
  return Object.defineProperties<object>(
    { ...facts },
    Object.getOwnPropertyDescriptors(lazily([...sections, ...foundations], build)),
  ) as Topology;
}

/** The same topology with what was observed since. */
export const withObserved = (topology: Topology, observed: Partial<Topology>): Topology =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(topology),
      ...Object.getOwnPropertyDescriptors(observed),
    },
  ) as Topology;

const factsOf = ({ name, facts: names }: Section, facts: Partial<Facts>): Partial<Facts> =>
  Object.fromEntries(
    names.map((fact: FactName) => {
      if (!(fact in facts)) throw new Error(`Section ${name} needs the fact ${fact}, which was not gathered.`);
      return [fact, facts[fact]];
    }),
  );

/** The values of some sections by name, each found when it is asked for. */
const lazily = (sections: readonly Section[], build: (section: Section) => unknown): object =>
  Object.defineProperties(
    {},
    Object.fromEntries(sections.map((one) => [one.name, { get: () => build(one), enumerable: true }])),
  );
