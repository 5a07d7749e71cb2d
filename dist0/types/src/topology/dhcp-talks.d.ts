import type { Known } from '../facts/known.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import type { Subject } from './subject.ts';
import type { DhcpServer } from './types.ts';
/** What the clients of a network and its servers said to each other at the DHCP port while we listened. */
export interface DhcpTalk {
    readonly subject: Subject;
    readonly server: DhcpServer;
    readonly seconds: number;
    readonly packets: Known<readonly DhcpFacts[]>;
}
