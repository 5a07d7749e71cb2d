import type { Check } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { sourcesOf } from '../engine/looks-at.ts';
import { sourcesOfFacts } from '../facts/shown.ts';
import type { CloudCheck } from '../fleet/check.ts';
import { cloudSectionNamed } from '../fleet/sections/index.ts';
import { factsUnder } from '../topology/index.ts';
import { hanging } from './printable.ts';
import { table } from './table.ts';

/** What proves a check: a fault of the lab. */
export interface Proof {
  readonly id: string;
  readonly title: string;
  /** Undefined: it is of a lab of several hosts. */
  readonly layouts?: readonly string[];
  readonly expects: string;
}

/** A check of one host, or of several at once. */
export type AnyCheck = Check | CloudCheck;

const isOfCloud = (check: AnyCheck): check is CloudCheck => 'explains' in check;

/** What it judges by, on each of the hosts. */
const looksAt = (check: AnyCheck): readonly string[] =>
  isOfCloud(check) ? sourcesOfFacts(factsUnder(cloudSectionNamed(check.each).reads)) : sourcesOf(check);

/** One part of what is known of a check: a heading and its lines. */
export interface Part {
  readonly heading: string;
  readonly lines: readonly string[];
}

/**
 * What there is to say of a check, in the order in which one asks.
 * @internal the docs are written from it
 */
export function partsOf(check: AnyCheck, proofs: readonly Proof[]): readonly Part[] {
  const { id, why, symptom, remedy, limits, explainedBy, sources } = check;
  const own = proofs.filter(({ expects }) => expects === id);
  const parts: readonly Part[] = [
    { heading: 'Why it matters', lines: [why] },
    { heading: 'What a user sees', lines: [symptom] },
    { heading: 'Fix', lines: [remedy] },
    { heading: 'When it can be wrong', lines: [limits] },
    { heading: 'Follows, on the same path, from', lines: explainedBy },
    { heading: 'To see it in the lab', lines: own.map(proofLine) },
    { heading: 'What it reads', lines: looksAt(check) },
    { heading: 'Sources', lines: sources },
  ];
  return parts.filter(({ lines }) => lines.length > 0);
}

function proofLine({ id, title, layouts }: Proof): string {
  if (layouts === undefined) return `qdoctor lab fault ${id}: ${title} (lab up --hosts 3)`;
  const [only, other] = layouts;
  return `qdoctor lab fault ${id}: ${title}${other === undefined ? ` (layout ${only})` : ''}`;
}

/** One check, for `qdoctor checks ID`. */
export function renderCheck(check: AnyCheck, proofs: readonly Proof[], width: number): string {
  const parts = partsOf(check, proofs).flatMap(({ heading, lines }) => [
    '',
    `${heading}:`,
    // Where there are several lines, it shows where each begins.
    ...lines.flatMap((line) => hanging('  ', line, lines.length > 1 ? 4 : 2, width)),
  ]);
  const head = [`${check.id} (${check.layer}, ${check.severity})`, ...hanging('', check.title, 0, width)];
  return `${[...head, ...parts].join('\n')}\n`;
}

/** All of them, layer by layer, for `qdoctor checks`. */
export function renderChecks(
  checks: readonly Check[],
  cloudChecks: readonly CloudCheck[],
  width: number | undefined,
): string {
  const sectionOf = (heading: string, own: readonly AnyCheck[]) => {
    const lines = table(
      own.map(({ id, title }) => [`  ${id.padEnd(34)}`, title]),
      width,
    );
    return lines.length === 0 ? [] : `${heading}\n${lines.join('\n')}\n`;
  };
  const sections = [
    ...layers.map((layer) =>
      sectionOf(
        layer,
        checks.filter((check) => check.layer === layer),
      ),
    ),
    sectionOf('across hosts (qdoctor fleet)', cloudChecks),
  ].flat();
  return `${sections.join('\n')}\n${checks.length + cloudChecks.length} checks. To explain one: qdoctor explain CHECK\n`;
}
