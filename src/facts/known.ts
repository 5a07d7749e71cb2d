/** A value that was looked at, or the reason why it could not be. "Could not tell" is never an empty list. */
export type Known<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly reason: string };

export const known = <T>(value: T): Known<T> => ({ known: true, value });
export const unknown = (reason: string): Known<never> => ({ known: false, reason });

/** Applies `change` to a known value; a reason passes through. */
export const mapKnown = <T, U>(fact: Known<T>, change: (value: T) => U): Known<U> =>
  fact.known ? known(change(fact.value)) : fact;

/** The items of a list, none where it is not known: for those to whom a few of them are better than none. */
export const valuesOf = <T>(fact: Known<readonly T[]>): readonly T[] => (fact.known ? fact.value : []);

/** What a tool printed does not have the form that this version of qdoctor reads. */
export class Unparsable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'Unparsable';
  }
}
