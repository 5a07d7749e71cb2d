/** What a module of a site's own checks needs: see docs/own-checks.md. */
export { type Check, CouldNotTell, defineCheck, type Evidence, type Fault, type Fix, type Severity, told, toldPart, } from './engine/check.ts';
export type { Layer } from './engine/layers.ts';
export type { Known } from './facts/known.ts';
export type { Subject } from './topology/subject.ts';
export type * from './topology/types.ts';
