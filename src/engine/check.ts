import type { Known } from '../facts/known.ts';
import { type Input, type Inputs, type Item, type SectionName, sourceOf } from '../topology/index.ts';
import type { Subject } from '../topology/subject.ts';
import type { Layer } from './layers.ts';

/** A command and what it shows, for a reader who wants to see it with their own eyes. */
export interface Evidence {
  readonly command: readonly string[];
  /** `host`, or the namespace it is about. */
  readonly where: string;
  /** Of several hosts the one on which it is seen. */
  readonly host?: string;
  /** What the check expects there; the report has what the command prints. */
  readonly output: string;
  /** Where it did not end with 0. */
  readonly exitCode?: number;
  /** Only lines with this matter. */
  readonly about?: string;
  /** The output is what was captured or printed, and is not read again. */
  readonly isSeen?: true;
  /** Of a recording by others: where it stands. */
  readonly file?: string | undefined;
  readonly lines?: readonly [number, number] | undefined;
}

/** What heals a fault: data, never a side effect. */
export interface Fix {
  readonly summary: string;
  /** `disruptive`: traffic that works now may stop for a moment, or it cannot be undone. */
  readonly risk: 'safe' | 'disruptive';
  /** To be run in order, as root on the host. */
  readonly commands: readonly (readonly string[])[];
  readonly undo: readonly (readonly string[])[];
  /** How to keep it healed over a reboot or an agent's restart. */
  readonly permanent: string;
}

export type Severity = 'error' | 'warning';

export interface Fault {
  /** One sentence that names the very thing. */
  readonly summary: string;
  readonly evidence: readonly Evidence[];
  /** Null where nothing on the host tells how to heal it. */
  readonly fix: Fix | null;
  /** Without a fix: what to do next, where that is known better than by the check's remedy. */
  readonly next?: string | undefined;
  /** Where it differs from that of the check. */
  readonly severity?: Severity;
  readonly layer?: Layer;
  /** What is broken, where that is not what was judged. */
  readonly subject?: Subject;
  /** Who else suffers from it: their faults that say less may follow from it. */
  readonly affects?: readonly Subject[];
  /** Names the one thing that is broken, where several subjects suffer from it: the first of them is the root. */
  readonly shared?: string;
}

/** A user's word that what a check finds is no fault on this host. */
export interface Acceptance {
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until: string;
}

/** One question to a host, asked of every item of a section: pure, synchronous, and blind to all that it doesn't declare. */
export interface Check<Section extends SectionName = SectionName, With extends Input = Input> {
  /** Names the fault in kebab-case: the file, the key in reports, the anchor in the docs, the name to suppress. */
  readonly id: string;
  readonly layer: Layer;
  readonly title: string;
  /** What a user loses while the fault is there. */
  readonly why: string;
  /** What an operator or a user notices. */
  readonly symptom: string;
  /** What heals it, in words. */
  readonly remedy: string;
  /** When it can be wrong, or silent though the fault is there. */
  readonly limits: string;
  /** Where this is known from: bug reports, man pages, the agents' code. */
  readonly sources: readonly string[];
  readonly severity: Severity;
  readonly each: Section;
  /**
   * Its fault stands in an item itself, in words that were there: so it also judges the items that were seen of a section
   * which is not known whole. All others wait for the whole.
   */
  readonly fromExcerpts?: true;
  /** It holds on any host, and so also on one whose networks are not those of the agents (OVN, nova-network). */
  readonly ofAnyDriver?: true;
  /** The facts and sections that it reads besides the item. */
  readonly with?: readonly With[];
  /** Checks before this one whose fault on the same path accounts for this one's. */
  readonly explainedBy: readonly string[];
  /**
   * It rests on devices, tags, states, processes or the words of one line, and on no address that two sources agree in: so it
   * holds where `sos clean` has put stand-ins for addresses.
   */
  readonly comparesNoAddresses?: true;
  /** Why nothing that it says of this host would be certain. */
  readonly notJudged?: string;
  /** Why this run does not ask it at all. */
  readonly leftOut?: string;
  /** Whether the question makes sense for an item at all. */
  applies?(item: Item<Section>, inputs: Inputs<With>): boolean;
  /** What the user says of its fault on a subject, where that is meant to be so. */
  accepted?(subject: Subject): Acceptance | undefined;
  /** Throws `CouldNotTell` (by way of `told`) where the facts don't say. */
  judge(item: Item<Section>, inputs: Inputs<With>): Fault | undefined;
}

/** Whether a check judges what was seen on the wire, which takes a probe, or time to listen. */
export const isOfTheWire = ({ each, with: inputs = [] }: Check): boolean =>
  [each, ...inputs].some((name) => sourceOf(name) === 'wire');

/** Whether a check judges what a saved text says outright, which no live host is asked for. */
export const isOfTexts = ({ each }: Check): boolean => each === 'statements';

/** Types a check by the section it judges, and by what it reads besides. */
export const defineCheck = <const Section extends SectionName, const With extends Input = never>(
  check: Check<Section, With>,
): Check<Section, With> => check;

/** The answer of a check that lacks a fact: neither pass nor fail. */
export class CouldNotTell extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'CouldNotTell';
  }
}

/** A fact's value; without it the check can't tell. */
export function required<T>(fact: Known<T>): T {
  if (!fact.known) throw new CouldNotTell(fact.reason);
  return fact.value;
}

/**
 * What a positive statement finds in a fact, in what was seen of it too. Where it finds nothing there, the part that is
 * not known may have it.
 */
export function foundIn<T, Found>(fact: Known<T>, find: (seen: T) => Found | undefined): Found | undefined {
  if (fact.known) return find(fact.value);
  const found = fact.seen === undefined ? undefined : find(fact.seen);
  if (found === undefined) throw new CouldNotTell(fact.reason);
  return found;
}

/** A part of a fact that its source may leave out. */
export function requiredPart<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new CouldNotTell(`${what} is unknown`);
  return part;
}
