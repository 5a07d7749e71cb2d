/*
 * Reading numbers from packets. Past the end of the bytes there is a 0, never an exception: callers check lengths where
 * it matters, and no crafted packet can end a run.
 */

export const u8 = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** Big-endian, as everything on the wire is. */
export const u16 = (bytes: Uint8Array, at: number): number => (u8(bytes, at) << 8) | u8(bytes, at + 1);

export const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 0x10000 + u16(bytes, at + 2);

export const u16le = (bytes: Uint8Array, at: number): number => u8(bytes, at) | (u8(bytes, at + 1) << 8);

export const u32le = (bytes: Uint8Array, at: number): number => u16le(bytes, at) + u16le(bytes, at + 2) * 0x10000;

/** A copy, out of Node's pool for small buffers: memory of its own for each packet would cost more than the rest. */
export function copyOf(bytes: Uint8Array, at: number, end = bytes.length): Uint8Array {
  const copy = Buffer.allocUnsafe(end - at);
  copy.set(bytes.subarray(at, end));
  return copy;
}

/** Two hexadecimal digits for each byte. */
const hexByte: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexText(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1)
    text += at === 0 ? hexByte[u8(bytes, at)] : separator + hexByte[u8(bytes, at)];
  return text;
}

/** A hardware address: `length` bytes with colons between them. */
export function macText(bytes: Uint8Array, at: number, length = 6): string {
  if (length !== 6) return hexText(bytes.subarray(at, at + length), ':');
  const hex = (index: number): string => hexByte[u8(bytes, at + index)] ?? '';
  return `${hex(0)}:${hex(1)}:${hex(2)}:${hex(3)}:${hex(4)}:${hex(5)}`;
}

export function ipv4Text(bytes: Uint8Array, at: number): string {
  const a = u8(bytes, at);
  const b = u8(bytes, at + 1);
  const c = u8(bytes, at + 2);
  const d = u8(bytes, at + 3);
  // Most addresses in a message are this one.
  return a + b + c + d === 0 ? '0.0.0.0' : `${a}.${b}.${c}.${d}`;
}

export const latin1Text = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** The four bytes of `10.0.0.1`; a RangeError for anything else, since only our own code calls it. */
export function ipv4Bytes(address: string): readonly number[] {
  const bytes = address.split('.').map(Number);
  if (bytes.length === 4 && bytes.every((byte) => Number.isInteger(byte) && byte >= 0 && byte <= 255)) return bytes;
  throw new RangeError(`not an IPv4 address: ${address}`);
}

/** The bytes of `fa:16:3e:00:00:01`, of any length; a RangeError for anything else. */
export function macBytes(address: string): readonly number[] {
  if (address === '') return [];
  if (!/^[0-9a-f]{2}(?::[0-9a-f]{2})*$/i.test(address)) throw new RangeError(`not a hardware address: ${address}`);
  return address.split(':').map((byte) => Number.parseInt(byte, 16));
}

/** An IPv4 address as a number, for comparing; undefined for anything else. */
export function ipv4Number(address: string): number | undefined {
  const parts = address.split('.');
  const [a, b, c, d] = [Number(parts[0]), Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isAddress = parts.length === 4 && a <= 255 && b <= 255 && c <= 255 && d <= 255 && Math.min(a, b, c, d) >= 0;
  return isAddress ? ((a * 256 + b) * 256 + c) * 256 + d : undefined;
}
