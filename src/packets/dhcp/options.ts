import { hexText, ipv4Text, latin1Text, shared, u8, u16, u32 } from '../bytes.ts';
import type { DhcpMessage } from './message.ts';

/*
 * What options mean (RFC 2132 unless said otherwise). An option whose value is too short for its meaning counts as not
 * there; where it is longer, because a server sent it twice, the first value counts.
 */

function addresses(value: Uint8Array): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at + 4 <= value.length; at += 4) found.push(ipv4Text(value, at));
  return shared(found);
}

/** Text of the peer, one character per byte, without the NULs that some clients put at its end. */
const text = (value: Uint8Array): string => latin1Text(value).replace(/\0+$/, '');

/** What the options say that exchanges and reports need; null: not said. */
export interface OptionFacts {
  /** Option 53. */
  readonly messageType: number | null;
  readonly subnetMask: string | null;
  readonly routers: readonly string[] | null;
  readonly dns: readonly string[] | null;
  readonly hostName: string | null;
  readonly mtu: number | null;
  readonly requestedIp: string | null;
  readonly leaseSeconds: number | null;
  readonly serverId: string | null;
  /** Codes that the client wants in the reply (option 55). */
  readonly parameterList: readonly number[] | null;
  /** What a server says about a NAK, or a client about a DECLINE (option 56). */
  readonly errorText: string | null;
  /** Option 61 in hexadecimal: its first byte is a hardware type, or 0 or 255 for other kinds (RFC 4361). */
  readonly clientId: string | null;
  /** Classless routes (121, RFC 3442), or Microsoft's 249 of the same form where only that is there. */
  readonly routes: readonly Route[] | null;
  /** Option 82. */
  readonly relayAgent: RelayAgent | null;
}

/** Reads all options in one pass: it runs for every packet. */
export function optionFactsOf({ options }: DhcpMessage): OptionFacts {
  const facts: { -readonly [Name in keyof OptionFacts]: OptionFacts[Name] } = {
    messageType: null,
    subnetMask: null,
    routers: null,
    dns: null,
    hostName: null,
    mtu: null,
    requestedIp: null,
    leaseSeconds: null,
    serverId: null,
    parameterList: null,
    errorText: null,
    clientId: null,
    routes: null,
    relayAgent: null,
  };
  for (const { code, value } of options) {
    const { length } = value;
    switch (code) {
      case 1:
        if (length >= 4) facts.subnetMask = ipv4Text(value, 0);
        break;
      case 3:
        if (length >= 4) facts.routers = addresses(value);
        break;
      case 6:
        if (length >= 4) facts.dns = addresses(value);
        break;
      case 12:
        facts.hostName = text(value);
        break;
      case 26:
        if (length >= 2) facts.mtu = u16(value, 0);
        break;
      case 50:
        if (length >= 4) facts.requestedIp = ipv4Text(value, 0);
        break;
      case 51:
        if (length >= 4) facts.leaseSeconds = u32(value, 0);
        break;
      case 53:
        if (length >= 1) facts.messageType = u8(value, 0);
        break;
      case 54:
        if (length >= 4) facts.serverId = ipv4Text(value, 0);
        break;
      case 55:
        facts.parameterList = shared(Array.from(value));
        break;
      case 56:
        facts.errorText = text(value);
        break;
      case 61:
        facts.clientId = hexText(value);
        break;
      case 82:
        facts.relayAgent = relayAgent(value);
        break;
      case 121:
        facts.routes = routes(value);
        break;
      case 249:
        facts.routes ??= routes(value);
        break;
    }
  }
  return facts;
}

export interface Route {
  /** As `10.0.0.0/24`. */
  readonly destination: string;
  readonly router: string;
}

/** A route is a prefix length, as many bytes of the destination as it needs, and a router. */
function routes(value: Uint8Array): readonly Route[] {
  const found: Route[] = [];
  for (let at = 0; at < value.length; ) {
    const prefix = u8(value, at);
    const size = Math.ceil(prefix / 8);
    if (prefix > 32 || at + 1 + size + 4 > value.length) break;
    const destination = new Uint8Array(4);
    destination.set(value.subarray(at + 1, at + 1 + size));
    found.push({ destination: `${ipv4Text(destination, 0)}/${prefix}`, router: ipv4Text(value, at + 1 + size) });
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

/** Option 82 as a relay put it there, and servers send it back. */
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
    linkSelection: link !== undefined && link.length >= 4 ? ipv4Text(link, 0) : null,
    subscriberId: hex(6),
  };
}
