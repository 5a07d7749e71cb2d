import { ipv4Bytes } from '../packets/bytes.ts';
import { type Replacing, replaceAddress } from './replacing.ts';

/** RFC 2132 and the IANA registry: options of addresses, of routes, and those that name nobody. */
const ofAddresses = new Set([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 16, 21, 28, 32, 33, 41, 42, 44, 45, 48, 49, 50, 54, 65, 68, 69,
]);
const ofRoutes = new Set([121, 249]);
const ofNobody = new Set([
  1, 2, 13, 19, 20, 22, 23, 24, 25, 26, 27, 35, 36, 37, 38, 39, 46, 51, 52, 53, 55, 56, 57, 58, 59, 60, 93, 94, 108,
  116, 145,
]);
const clientIdentity = 61;
const pad = 0;
const end = 255;

/** Replaces addresses and names within the options of a message, none of which changes its length. */
export function rewriteOptions(options: Buffer, replacing: Replacing): void {
  let at = 0;
  while (at + 1 < options.length) {
    const code = options[at] ?? end;
    if (code === end) return;
    if (code === pad) {
      at += 1;
      continue;
    }
    const value = options.subarray(at + 2, at + 2 + (options[at + 1] ?? 0));
    at += 2 + value.length;
    if (ofAddresses.has(code))
      for (let place = 0; place + 4 <= value.length; place += 4) replaceAddress(value, place, replacing);
    else if (ofRoutes.has(code)) rewriteRoutes(value, replacing);
    else if (code === clientIdentity) rewriteIdentity(value, replacing);
    else if (!ofNobody.has(code))
      value.write(replacing.letters(value.toString('latin1')).replace(/[^\x20-\x7e]/g, 'x'), 'latin1');
  }
}

/** RFC 3442: the length of a prefix, as many octets as it needs, and the router. */
function rewriteRoutes(value: Buffer, replacing: Replacing): void {
  let at = 0;
  while (at < value.length) {
    const length = value[at] ?? 0;
    const octets = Math.ceil(length / 8);
    if (at + 1 + octets + 4 > value.length) return;
    const destination = [0, 1, 2, 3].map((index) => (index < octets ? (value[at + 1 + index] ?? 0) : 0)).join('.');
    const other = ipv4Bytes(replacing.ipv4(destination, length));
    value.set(other.slice(0, octets), at + 1);
    replaceAddress(value, at + 1 + octets, replacing);
    at += 1 + octets + 4;
  }
}

/** Type 1: a MAC follows; others have it at their end, or some number of their own. */
function rewriteIdentity(value: Buffer, replacing: Replacing): void {
  if (value.length < 7) return void value.fill(0, 1);
  value.fill(0, 1, value.length - 6);
  value.write(replacing.mac(value.toString('hex', value.length - 6)), value.length - 6, 'hex');
}
