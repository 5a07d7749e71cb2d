/**
 * A value that was looked at, or the reason why it could not be. "Could not tell" is never an empty list. Of a text that
 * lacks something, what it shows was `seen` all the same: for whoever asks for the whole it is unknown, and a statement
 * that follows from what is there asks for `seenOf`.
 */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | {
      readonly known: false;
      readonly reason: string;
      readonly seen?: T;
      /** Its text may lack lines anywhere: something seen in it may have had more to it. */
      readonly isSieved?: true;
    };

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (reason: string): Known<never> => ({ known: false, reason });
/** What was seen of something that is not known whole, and why not. */
export const partly = <T>(seen: T, reason: string): Known<T> => ({ known: false, reason, seen });

/** Whether lines may be missing in the midst of what tells it. */
export const isSieved = (fact: Known<unknown>): boolean => !fact.known && fact.isSieved === true;

/** The value, or as much of it as was seen; undefined where nothing was. What it lacks may be there all the same. */
export const seenOf = <T>(fact: Known<T>): T | undefined => (fact.known ? fact.value : fact.seen);

const wasSeen = (fact: Known<unknown>): boolean => fact.known || 'seen' in fact;

/** Where something was: `undefined` may be what was seen. */
const seenIn = <T>(fact: Known<T>): T => seenOf(fact) as T;

/** Applies `change` to a known value, and to what was seen of an unknown one; a reason passes through. */
export function mapKnown<T, U>(fact: Known<T>, change: (value: T) => U): Known<U> {
  if (fact.known) return known(change(fact.value));
  return wasSeen(fact) ? partly(change(seenIn(fact)), fact.reason) : unknown(fact.reason);
}

/** Like `mapKnown`, for a change that only the whole allows: of what was seen of a part nothing follows. */
export const mapWhole = <T, U>(fact: Known<T>, change: (value: T) => U): Known<U> =>
  fact.known ? known(change(fact.value)) : unknown(fact.reason);

/** Joins two values that have to be known both; the reason of the first that is not passes through. */
export function joinKnown<A, B, C>(one: Known<A>, other: Known<B>, join: (one: A, other: B) => C): Known<C> {
  if (one.known) return mapKnown(other, (value) => join(one.value, value));
  if (!wasSeen(one) || !wasSeen(other)) return unknown(one.reason);
  return partly(join(seenIn(one), seenIn(other)), one.reason);
}

/** An empty list of what was looked for in several places is unknown where one of them could not be looked into. */
export function unlessHidden<T>(list: Known<readonly T[]>, places: readonly Known<unknown>[]): Known<readonly T[]> {
  const hidden = places.find((place) => !place.known);
  const isEmpty = list.known && list.value.length === 0;
  return isEmpty && hidden?.known === false ? unknown(hidden.reason) : list;
}

/** The items of a list, those that were seen where it is not known whole: for those to whom a few are better than none. */
export const valuesOf = <T>(fact: Known<readonly T[]>): readonly T[] => seenOf(fact) ?? [];

/** What could be read of a text that lacks something: a reader's answer in place of the whole. */
export class Excerpt<T> {
  readonly seen: T;
  readonly reason: string;
  constructor(seen: T, reason: string) {
    this.seen = seen;
    this.reason = reason;
  }
}

/** What a tool printed does not have the form that this version of qdoctor reads. */
export class Unparsable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unparsable';
  }
}
