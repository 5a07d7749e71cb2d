import { type Known, mapKnown } from '../facts/known.ts';

/** A part of a host that has a name, and what can change at it. */
export interface Part {
  readonly of: 'bridge' | 'port' | 'namespace' | 'device' | 'route' | 'setting' | 'rule' | 'host line';
  readonly name: string;
  /** The network of a port or of a line of its DHCP server's host file; the namespace of what is in one. */
  readonly owner: string | null;
  /** Null: not known. The first of them always is. */
  readonly values: Readonly<Record<string, string | null>>;
}

export interface PartList {
  readonly parts: readonly Part[];
  /** False where it may have been cut: then what is not in it may still be there. */
  readonly isComplete: boolean;
}

export const listOf = <T>(fact: Known<T>, partsIn: (value: T) => readonly Part[], isComplete = true): Known<PartList> =>
  mapKnown(fact, (value) => ({ parts: partsIn(value), isComplete }));

/** Without those that the kernel makes of a MAC by itself. */
export const addressWords = (addresses: readonly string[]): string =>
  addresses
    .filter((address) => !address.startsWith('fe80:'))
    .toSorted()
    .join(' ') || 'none';
