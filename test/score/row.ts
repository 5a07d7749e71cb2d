/** One trial of the score: what was broken, what was named, and whether it could be healed. */
export interface Row {
  /**
   * `unlisted`: a fault that no check is written for, `by-traces`: one that a check knows, looked for by real packets alone.
   * Of both, `expected` and `named` are layers.
   */
  readonly kind: 'fault' | 'pair' | 'look-alike' | 'unlisted' | 'by-traces';
  /** The layout of the lab, or the release of the real cloud. */
  readonly host: string;
  readonly id: string;
  /** The checks, or in a real cloud the layers, that should be named as root causes: none for a look-alike. */
  readonly expected: readonly string[];
  /** The root causes that were named, in the order of the report. */
  readonly named: readonly string[];
  readonly healed: 'yes' | 'no' | 'none offered' | 'not asked';
  /** How long the diagnosis took. */
  readonly seconds: number;
  /** Why a trial could not be carried out. */
  readonly failure?: string;
  /** From saved text: what was named where `ovs-vsctl show` was all that told of the switch. */
  readonly namedByShow?: readonly string[];
  /** From saved text: what qdoctor's own look at the same time named from JSON, without sending anything. */
  readonly namedFromJson?: readonly string[];
  /** From saved text: why what should be named was not. */
  readonly reason?: string;
}

/** What a score comes to: counts, from which each ratio can be made. */
export interface Score {
  readonly faults: number;
  readonly firstNamedRight: number;
  readonly unlisted: number;
  readonly unlistedRight: number;
  readonly unlistedHealed: number;
  readonly byTraces: number;
  readonly byTracesRight: number;
  readonly pairs: number;
  readonly bothNamed: number;
  readonly lookAlikes: number;
  readonly silent: number;
  /** Of all root causes that were named anywhere, how many are such. */
  readonly named: number;
  readonly namedRight: number;
  /** Of all root causes that should have been named, how many were. */
  readonly expected: number;
  readonly offered: number;
  readonly healed: number;
  readonly medianSeconds: number;
}

export function scoreOf(all: readonly Row[]): Score {
  const ofKind = (kind: Row['kind']) => all.filter((row) => row.kind === kind);
  // What only packets are to show is counted by itself.
  const rows = all.filter(({ kind }) => kind !== 'unlisted' && kind !== 'by-traces');
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const offered = rows.filter(({ healed }) => healed === 'yes' || healed === 'no');
  return {
    faults: ofKind('fault').length,
    firstNamedRight: ofKind('fault').filter(isFirstNamedRight).length,
    unlisted: ofKind('unlisted').length,
    unlistedRight: ofKind('unlisted').filter(isFirstNamedRight).length,
    unlistedHealed: ofKind('unlisted').filter(({ healed }) => healed === 'yes').length,
    byTraces: ofKind('by-traces').length,
    byTracesRight: ofKind('by-traces').filter(isFirstNamedRight).length,
    pairs: ofKind('pair').length,
    bothNamed: ofKind('pair').filter((row) => rightlyNamed(row) === row.expected.length).length,
    lookAlikes: ofKind('look-alike').length,
    silent: ofKind('look-alike').filter(isRight).length,
    named: sum(rows.map(({ named }) => named.length)),
    namedRight: sum(rows.map(rightlyNamed)),
    expected: sum(rows.map(({ expected }) => expected.length)),
    offered: offered.length,
    healed: offered.filter(({ healed }) => healed === 'yes').length,
    medianSeconds: median(rows.filter(({ failure }) => failure === undefined).map(({ seconds }) => seconds)),
  };
}

/** Exactly what was expected was named, and a fix that was offered healed. */
export function isRight(row: Row): boolean {
  const isNamed = row.named.length === row.expected.length && rightlyNamed(row) === row.expected.length;
  return row.failure === undefined && isNamed && row.healed !== 'no';
}

const isFirstNamedRight = ({ named, expected }: Row): boolean => named[0] !== undefined && named[0] === expected[0];

/** As far as only the first root cause is compared; nothing for a look-alike. */
export const isNamedFirst = ({ named, expected, failure }: Row): boolean =>
  failure === undefined && named[0] === expected[0];

function rightlyNamed({ named, expected }: Row): number {
  const left = [...named];
  return expected.filter((one) => {
    const index = left.indexOf(one);
    if (index >= 0) left.splice(index, 1);
    return index >= 0;
  }).length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
