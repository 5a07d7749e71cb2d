import type { CapturedPacket } from './capture/captured-packet.ts';
/** An ARP packet for IPv4 over Ethernet (RFC 826). */
export interface ArpPacket {
    readonly operation: 'request' | 'reply';
    readonly senderMac: string;
    readonly senderIp: string;
    readonly targetIp: string;
}
/** Reads an untagged frame; undefined for anything that is no ARP for IPv4. Never throws, whatever the bytes are. */
export declare function readArp({ bytes, linkType }: CapturedPacket): ArpPacket | undefined;
/** The frame by which the owner of a MAC and an address asks who has another address. */
export declare function encodeArpRequest(asking: {
    readonly srcMac: string;
    readonly srcIp: string;
    readonly targetIp: string;
}): Uint8Array;
