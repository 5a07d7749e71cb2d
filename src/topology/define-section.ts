import type { FactName, Facts } from '../facts/index.ts';
import type { Subject } from './subject.ts';

/** A part of the topology, by what it is made from. `Value` says whether it may be unknown, and what it holds. */
export interface Section<Name extends string = string, Value = unknown> {
  readonly name: Name;
  /** Where its value comes from: `wire` and `playbook` are not there until something was watched or run. */
  readonly source: 'facts' | 'wire' | 'playbook';
  /** The facts that it reads. */
  readonly facts: readonly FactName[];
  /** The sections that it reads, or that tell a probe where to look. */
  readonly needs: readonly Section[];
  /** Of things that show themselves: that others like them were not seen changes nothing about those that were. */
  readonly standsAlone?: true;
  build(facts: never, sections: never, host: Subject): Value;
}

export type ValueOf<Of extends Section> = Of extends Section<string, infer Value> ? Value : never;

/** The values of some sections, by their names. */
export type ValuesOf<Sections extends readonly Section[]> = {
  readonly [Each in Sections[number] as Each['name']]: ValueOf<Each>;
};

/**
 * Declares a section. `build` gets the facts and the sections that are named here, and no others; of those that are not
 * known it gets the reason. What it needs it names by the declared sections themselves, so that no circle can come about.
 */
export const defineSection = <
  const Name extends string,
  const Fact extends FactName,
  const Needs extends readonly Section[],
  Value,
>(declaration: {
  readonly name: Name;
  readonly facts: readonly Fact[];
  readonly needs: Needs;
  readonly standsAlone?: true;
  readonly build: (facts: Pick<Facts, Fact>, sections: ValuesOf<Needs>, host: Subject) => Value;
}): Section<Name, Value> => ({ source: 'facts', ...declaration });

/** Declares a section whose value somebody observes: by probes and captures, or by the commands of a playbook. */
export const defineObserved = <const Name extends string, Value>({
  unobserved,
  ...declaration
}: {
  readonly name: Name;
  readonly source: 'wire' | 'playbook';
  /** The facts and the sections that tell where to look. */
  readonly facts: readonly FactName[];
  readonly needs: readonly Section[];
  /** Its value where nobody looked. */
  readonly unobserved: Value;
}): Section<Name, Value> => ({ ...declaration, build: () => unobserved });
