/** What a module of custom checks needs: see docs/custom-checks.md. */
export {
  type Check,
  CouldNotTell,
  defineCheck,
  type Evidence,
  type Fault,
  type Fix,
  required,
  requiredPart,
  type Severity,
} from './engine/check.ts';
export type { Layer } from './engine/layers.ts';
export type { Known } from './facts/known.ts';

export type { Input, Inputs, Item, SectionName } from './topology/index.ts';
export type { Subject } from './topology/subject.ts';
