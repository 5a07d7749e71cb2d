import type { Known } from '../facts/known.ts';
import type { Subject } from '../topology/subject.ts';
import type { SectionName, Topology } from '../topology/types.ts';
import type { Layer } from './layers.ts';
/** A command and what it shows, for a reader who wants to see it with their own eyes. */
export interface Evidence {
    readonly command: readonly string[];
    /** `host`, or the namespace it is about. */
    readonly where: string;
    readonly output: string;
}
/** What heals a fault: data, never a side effect. */
export interface Fix {
    readonly summary: string;
    /** `disruptive`: traffic that works now may stop for a moment. */
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
    /** Where it differs from that of the check. */
    readonly severity?: Severity;
    /** Names the one thing that is broken, where several subjects suffer from it: the first of them is the root. */
    readonly shared?: string;
}
/** A user's word that what a check finds is no fault on this host. */
export interface Acceptance {
    readonly reason: string;
    /** The last day on which it holds. */
    readonly until: string;
}
/** One item of a section of the topology. */
export type Item<Section extends SectionName> = Topology[Section] extends Known<readonly (infer T)[]> ? T : never;
/** One question to a host, asked of every item of a section: pure, synchronous, and blind to all else. */
export interface Check<Section extends SectionName = SectionName> {
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
    /** Checks before this one whose fault on the same path accounts for this one's. */
    readonly explainedBy: readonly string[];
    /** Why this run does not ask it at all. */
    readonly leftOut?: string;
    /** Whether the question makes sense for an item at all. */
    applies?(item: Item<Section>): boolean;
    /** What the user says of its fault on a subject, where that is meant to be so. */
    accepted?(subject: Subject): Acceptance | undefined;
    /** Throws `CouldNotTell` (by way of `told`) where the facts don't say. */
    judge(item: Item<Section>): Fault | undefined;
}
/** Whether a check judges what was seen on the wire, which takes a probe, or time to listen. */
export declare const isOfTheWire: ({ each }: Check) => boolean;
/** Types a check by the section it judges. */
export declare const defineCheck: <const Section extends SectionName>(check: Check<Section>) => Check<Section>;
/** The answer of a check that lacks a fact: neither pass nor fail. */
export declare class CouldNotTell extends Error {
    constructor(reason: string);
}
/** A fact's value; without it the check can't tell. */
export declare function told<T>(fact: Known<T>): T;
/** A part of a fact that its source may leave out. */
export declare function toldPart<T>(part: T | undefined, what: string): T;
