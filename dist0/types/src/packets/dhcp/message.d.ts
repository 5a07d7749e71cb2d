/** An option with its whole value, also where the packet splits it (RFC 3396). */
export interface DhcpOption {
    readonly code: number;
    readonly value: Uint8Array;
}
/** A BOOTP or DHCP message as it stands in the packet (RFC 2131 section 2); what its options mean is told elsewhere. */
export interface DhcpMessage {
    /** 1 BOOTREQUEST, 2 BOOTREPLY. */
    readonly op: number;
    /** 1: Ethernet. */
    readonly htype: number;
    readonly hops: number;
    readonly xid: number;
    readonly secs: number;
    /** 0x8000: the client asks for replies by broadcast. */
    readonly flags: number;
    readonly ciaddr: string;
    readonly yiaddr: string;
    readonly siaddr: string;
    readonly giaddr: string;
    /** The client's hardware address, as long as hlen says (at most 16 bytes), in pairs with colons. */
    readonly chaddr: string;
    /** One character per byte, to the first NUL; empty where the field holds options (RFC 2132 9.3). */
    readonly sname: string;
    readonly file: string;
    /** In the order of their first appearance, without pad, end and overload; empty: BOOTP without options. */
    readonly options: readonly DhcpOption[];
}
export declare const bootRequest = 1;
export declare const bootReply = 2;
export declare const broadcastFlag = 32768;
export declare const magicCookie = 1669485411;
/** Codes that the frame of the options field uses. */
export declare const optionCode: {
    readonly pad: 0;
    readonly overload: 52;
    readonly end: 255;
};
/** Places of the fields (RFC 2131 figure 1). */
export declare const field: {
    readonly chaddr: 28;
    readonly sname: 44;
    readonly file: 108;
    readonly cookie: 236;
    readonly options: 240;
};
/** A message of which only the given fields are not zero or empty. */
export declare const dhcpMessage: (fields: Partial<DhcpMessage> & Pick<DhcpMessage, 'op' | 'xid'>) => DhcpMessage;
