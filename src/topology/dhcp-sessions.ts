import { type Known, known } from '../facts/known.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { daemons } from './daemons.ts';
import { defineObserved } from './define-section.ts';
import { type DhcpServer, dhcpServers } from './networks.ts';
import type { Subject } from './subject.ts';

/** What the clients of a network and its servers said to each other at the DHCP port while we listened. */
export interface DhcpSession {
  readonly subject: Subject;
  readonly server: DhcpServer;
  readonly seconds: number;
  readonly packets: Known<readonly DhcpFacts[]>;
}

/** Only where we listened. */
export const dhcpSessions = defineObserved({
  name: 'dhcpSessions',
  source: 'wire',
  facts: [],
  needs: [daemons, dhcpServers],
  unobserved: known<readonly DhcpSession[]>([]),
});
