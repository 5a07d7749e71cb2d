import { isIPv4, isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Address } from '../stack.ts';
import { unsupportedCapture } from './lines.ts';

/* Values inside a line. Each function takes the line as well, to name it when the value makes no sense. */

export function macOf(word: string | undefined): string | undefined {
  return word !== undefined && /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(word) ? word.toLowerCase() : undefined;
}

export function numberOf(word: string | undefined, line: string): number {
  if (word === undefined || !/^\d{1,10}$/.test(word)) throw unsupportedCapture(line);
  return Number(word);
}

export function addressOf(
  family: Address['family'],
  address: string | undefined,
  prefixLength: string | undefined,
  line: string,
): Address {
  const isValid = family === 'inet' ? isIPv4 : isIPv6;
  const length = numberOf(prefixLength, line);
  if (address === undefined || !isValid(address) || length > (family === 'inet' ? 32 : 128))
    throw unsupportedCapture(line);
  return { family, address, prefixLength: length };
}

/** `255.255.255.0` is 24; undefined for a mask with holes. */
export function prefixLengthOfMask(mask: string): number | undefined {
  return isIPv4(mask) ? (ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() ?? undefined) : undefined;
}

export function prefixLengthOf(mask: string | undefined, line: string): number {
  const length = mask === undefined ? undefined : prefixLengthOfMask(mask);
  if (length === undefined) throw unsupportedCapture(line);
  return length;
}

/** `default`, `10.0.0.1` and `10.0.0.0/24` in the last form; undefined for what is not IPv4. */
export function ipv4Prefix(word: string | undefined): string | undefined {
  if (word === 'default') return '0.0.0.0/0';
  const [address = '', length = '32', ...more] = (word ?? '').split('/');
  const isPrefix = isIPv4(address) && /^\d{1,2}$/.test(length) && Number(length) <= 32 && more.length === 0;
  return isPrefix ? `${address}/${length}` : undefined;
}

/** `10.11.12.5`, 24 → `10.11.12.0/24`. */
export function subnetOf(address: string, prefixLength: number): string {
  const cidr = `${address}/${prefixLength}`;
  return `${ipaddr.IPv4.networkAddressFromCIDR(cidr).toString()}/${prefixLength}`;
}

/** The word that follows the first `key`, in a line made of keys, values and flags. */
export function wordAfter(words: readonly string[], key: string): string | undefined {
  const index = words.indexOf(key);
  return index === -1 ? undefined : words[index + 1];
}
