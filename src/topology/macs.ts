import type { Interface } from '../facts/stack.ts';

/** libvirt gives a tap the MAC of its guest with fe as first byte. */
export function macBehind(tap: Interface | undefined): string | undefined {
  return tap?.mac?.startsWith('fe:') === true ? `fa${tap.mac.slice(2)}` : undefined;
}
