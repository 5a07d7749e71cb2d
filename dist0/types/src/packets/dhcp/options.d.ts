import type { DhcpMessage } from './message.ts';
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
export declare function optionFactsOf({ options }: DhcpMessage): OptionFacts;
export interface Route {
    /** As `10.0.0.0/24`. */
    readonly destination: string;
    readonly router: string;
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
