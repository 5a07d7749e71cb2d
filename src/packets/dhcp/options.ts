import { hexText, ipv4Text, latin1Text, u8, u16, u32 } from '../bytes.ts';
import type { DhcpMessage } from './message.ts';

/*
 * What options mean (RFC 2132 unless said otherwise). An option whose value is too short for its meaning counts as not
 * there; where it is longer, because a server sent it twice, the first value counts.
 */

function read<T>(message: DhcpMessage, code: number, length: number, as: (value: Uint8Array) => T): T | null {
  for (const option of message.options) {
    if (option.code === code) return option.value.length >= length ? as(option.value) : null;
  }
  return null;
}

const address = (value: Uint8Array): string => ipv4Text(value, 0);

function addresses(value: Uint8Array): readonly string[] {
  return Array.from({ length: Math.floor(value.length / 4) }, (_, index) => ipv4Text(value, index * 4));
}

/** Text of the peer, one character per byte, without the NULs that some clients put at its end. */
const text = (value: Uint8Array): string => latin1Text(value).replace(/\0+$/, '');

export const messageTypeOf = (message: DhcpMessage): number | null => read(message, 53, 1, (value) => u8(value, 0));
export const subnetMaskOf = (message: DhcpMessage): string | null => read(message, 1, 4, address);
export const routersOf = (message: DhcpMessage): readonly string[] | null => read(message, 3, 4, addresses);
export const dnsOf = (message: DhcpMessage): readonly string[] | null => read(message, 6, 4, addresses);
export const hostNameOf = (message: DhcpMessage): string | null => read(message, 12, 0, text);
export const mtuOf = (message: DhcpMessage): number | null => read(message, 26, 2, (value) => u16(value, 0));
export const requestedIpOf = (message: DhcpMessage): string | null => read(message, 50, 4, address);
export const leaseSecondsOf = (message: DhcpMessage): number | null => read(message, 51, 4, (value) => u32(value, 0));
export const serverIdOf = (message: DhcpMessage): string | null => read(message, 54, 4, address);
export const parameterListOf = (message: DhcpMessage): readonly number[] | null =>
  read(message, 55, 0, (value) => [...value]);
/** What a server says about a NAK, or a client about a DECLINE. */
export const errorTextOf = (message: DhcpMessage): string | null => read(message, 56, 0, text);
/** Option 61 in hexadecimal: its first byte is a hardware type, or 0 or 255 for other kinds (RFC 4361). */
export const clientIdOf = (message: DhcpMessage): string | null => read(message, 61, 0, (value) => hexText(value));

export interface Route {
  /** As `10.0.0.0/24`. */
  readonly destination: string;
  readonly router: string;
}

/** Classless routes (121, RFC 3442), or Microsoft's 249 of the same form where only that is there. */
export const classlessRoutesOf = (message: DhcpMessage): readonly Route[] | null =>
  read(message, 121, 0, routes) ?? read(message, 249, 0, routes);

/** A route is a prefix length, as many bytes of the destination as it needs, and a router. */
function routes(value: Uint8Array): readonly Route[] {
  const found: Route[] = [];
  for (let at = 0; at < value.length; ) {
    const prefix = u8(value, at);
    const size = Math.ceil(prefix / 8);
    if (prefix > 32 || at + 1 + size + 4 > value.length) break;
    const destination = new Uint8Array(4);
    destination.set(value.subarray(at + 1, at + 1 + size));
    found.push({ destination: `${address(destination)}/${prefix}`, router: ipv4Text(value, at + 1 + size) });
    at += 1 + size + 4;
  }
  return found;
}

/** What a relay adds (option 82, RFC 3046), values in hexadecimal. */
export interface RelayAgent {
  readonly circuitId: string | null;
  readonly remoteId: string | null;
  /** RFC 3527: the subnet that the relay asks an address of. */
  readonly linkSelection: string | null;
  /** RFC 3993. */
  readonly subscriberId: string | null;
}

export const relayAgentOf = (message: DhcpMessage): RelayAgent | null => read(message, 82, 0, relayAgent);

function relayAgent(value: Uint8Array): RelayAgent {
  const parts = new Map<number, Uint8Array>();
  for (let at = 0; at + 2 <= value.length; at += 2 + u8(value, at + 1)) {
    parts.set(u8(value, at), value.subarray(at + 2, at + 2 + u8(value, at + 1)));
  }
  const hex = (code: number): string | null => {
    const part = parts.get(code);
    return part === undefined ? null : hexText(part);
  };
  const link = parts.get(5);
  return {
    circuitId: hex(1),
    remoteId: hex(2),
    linkSelection: link !== undefined && link.length >= 4 ? address(link) : null,
    subscriberId: hex(6),
  };
}
