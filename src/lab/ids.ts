import { createHash } from 'node:crypto';

/** The same words always give the same UUID, so everything in a lab has a name that can be known without asking. */
export function uuidOf(...words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('/')).digest('hex');
  const variant = `a${hex.slice(17, 20)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, variant, hex.slice(20, 32)].join('-');
}

/** The n-th MAC under Neutron's prefix. The factor is odd, so below 2^24 no two numbers meet. */
export function macOf(n: number): string {
  const hex = ((n * 0x9e3779) % 0x1000000).toString(16).padStart(6, '0');
  return ['fa:16:3e', hex.slice(0, 2), hex.slice(2, 4), hex.slice(4, 6)].join(':');
}

/** The part of a port's UUID that its devices carry: an interface name has 15 characters at most. */
export function deviceSuffix(portId: string): string {
  return portId.slice(0, 11);
}

/** The address that the kernel derives from a MAC (EUI-64). */
export function linkLocalOf(mac: string): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = mac.split(':').map((byte) => Number.parseInt(byte, 16));
  const word = (high: number, low: number) => (high * 256 + low).toString(16);
  return `fe80::${word(a ^ 2, b)}:${word(c, 0xff)}:${word(0xfe, d)}:${word(e, f)}`;
}
