import type { Interface } from '../stack.ts';

/** An interface as far as a text tells: `undefined` is "not told", never "none". */
export interface PartialInterface extends Omit<Interface, 'parent' | 'state' | 'flags'> {
  /** False where it may have more addresses than those: ifconfig shows one of IPv4, `ip -4` none of IPv6. */
  readonly hasEveryAddress: boolean;
}

export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

export const unknownParts = (name: string): Writable<PartialInterface> => ({
  name,
  isUp: undefined,
  hasCarrier: undefined,
  mac: undefined,
  mtu: undefined,
  master: undefined,
  kind: undefined,
  addresses: undefined,
  hasEveryAddress: false,
});
