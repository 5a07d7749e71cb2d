/** A value that was looked at, or the reason why it could not be. "Could not tell" is never an empty list. */
export type Known<T> = {
    readonly known: true;
    readonly value: T;
} | {
    readonly known: false;
    readonly reason: string;
};
export declare const known: <T>(value: T) => Known<T>;
export declare const unknown: (reason: string) => Known<never>;
/** Applies `change` to a known value; a reason passes through. */
export declare const mapKnown: <T, U>(fact: Known<T>, change: (value: T) => U) => Known<U>;
/** The items of a list, none where it is not known: for those to whom a few of them are better than none. */
export declare const valuesOf: <T>(fact: Known<readonly T[]>) => readonly T[];
/** What a tool printed does not have the form that this version of qdoctor reads. */
export declare class Unparsable extends Error {
    constructor(reason: string);
}
