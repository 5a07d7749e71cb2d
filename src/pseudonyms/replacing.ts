import { ipv4Bytes, ipv4Text } from '../packets/bytes.ts';

/** What is put in place of what stands in a frame. */
export interface Replacing {
  /** Of a MAC, as twelve digits. */
  mac(digits: string): string;
  /** `length`: of an address that stands for a network. */
  ipv4(address: string, length?: number): string;
  /** As long as the text. */
  letters(text: string): string;
}

/** Replaces the IPv4 address at a place in a packet. */
export function replaceAddress(bytes: Buffer, at: number, replacing: Replacing): void {
  bytes.set(ipv4Bytes(replacing.ipv4(ipv4Text(bytes, at))), at);
}
