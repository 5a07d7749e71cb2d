import type { Interface } from '../facts/stack.ts';
/** libvirt gives a tap the MAC of its guest with fe as first byte. */
export declare function macBehind(tap: Interface | undefined): string | undefined;
