import type { Shuffle } from './shuffle.ts';

/** How many digits of a port's UUID stand in the names of its devices, and of its chains: any prefix can be met. */
const inNames = 11;

/** A UUID, or the beginning of one, in place of another; what begins alike still does. */
export function uuidFor(shuffle: Shuffle, text: string): string {
  const digits = text.replaceAll('-', '');
  let result = shuffle.permuted('uuid', digits.slice(0, 8));
  for (let at = 8; at < Math.min(inNames, digits.length); at += 1) {
    result += shuffle.masked(`uuid ${digits.slice(0, at)}`, digits[at] ?? '');
  }
  result += shuffle.masked(`uuid ${digits.slice(0, inNames)}`, digits.slice(inNames));
  let next = 0;
  return text.replace(/[0-9a-f]/g, () => result[next++] ?? '');
}

/** Prefixes that the agents give (base_mac, dvr_base_mac), and what the kernel and libvirt make of them. */
const ofAgents = /^[0-9a-f][26ae]163[ef]/;

/** Twelve digits of an Ethernet address in place of others: groups and masks stay, the rest of a MAC keeps its kind. */
export function macFor(shuffle: Shuffle, digits: string): string {
  const isGroup = (Number.parseInt(digits.slice(0, 2), 16) & 1) === 1;
  if (isGroup || /^(?:00|fe|ff)+$/.test(digits)) return digits;
  const vendor = digits.slice(0, 6);
  const serial = shuffle.permuted('mac', digits.slice(6));
  if (ofAgents.test(vendor)) return `${vendor}${serial}`;
  // Locally administered and of one station, as no vendor's is.
  const [first = '', ...others] = shuffle.digest(`vendor ${vendor}`).slice(0, 6);
  return `${first}${['2', '6', 'a', 'e'][Number.parseInt(others[0] ?? '0', 16) % 4]}${others.slice(1).join('')}${serial}`;
}

/** The digits of a hardware address as they are written. */
export const colons = (digits: string): string => digits.match(/../g)?.join(':') ?? digits;
