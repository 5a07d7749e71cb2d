import { u8 } from './bytes.ts';

/** The one's complement sum of 16-bit words over `[at, end)`, added to `start`, not yet folded (RFC 1071). */
export function wordSum(bytes: Uint8Array, at: number, end: number, start = 0): number {
  let sum = start;
  let position = at;
  // Without a helper for each word: this is most of the work for a packet.
  for (; position + 1 < end; position += 2) sum += ((bytes[position] ?? 0) << 8) + (bytes[position + 1] ?? 0);
  return position < end ? sum + (u8(bytes, position) << 8) : sum;
}

/** The Internet checksum of a sum of words: 16 bits, complemented (RFC 1071). */
export function checksumOf(sum: number): number {
  let folded = sum;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return ~folded & 0xffff;
}

/**
 * The sum over a UDP datagram and its IPv4 pseudo-header (RFC 768). A checksum in the datagram makes `checksumOf` 0.
 * `addressesAt` is where the source address stands; the destination follows it.
 */
export const udpSum = (bytes: Uint8Array, addressesAt: number, udpAt: number, length: number): number =>
  wordSum(bytes, udpAt, udpAt + length, wordSum(bytes, addressesAt, addressesAt + 8) + 17 + length);

/** What a kernel leaves in the checksum field where the network card is to fill it in: the pseudo-header's folded sum. */
export const pseudoHeaderSum = (bytes: Uint8Array, addressesAt: number, length: number): number =>
  ~checksumOf(wordSum(bytes, addressesAt, addressesAt + 8) + 17 + length) & 0xffff;
