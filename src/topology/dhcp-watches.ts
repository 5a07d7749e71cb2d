import { type Known, known } from '../facts/known.ts';
import type { Rule } from '../netfilter/rule.ts';
import type { DhcpFacts } from '../packets/dhcp-packet.ts';
import { daemons } from './daemons.ts';
import { defineObserved, type ValuesOf } from './define-section.ts';
import { type DhcpServer, dhcpServers } from './networks.ts';
import { type Port, ports } from './ports.ts';
import type { Subject } from './subject.ts';
import type { VmPort } from './vm-ports.ts';

/** DHCP as it was seen on the wire: what became of a probe's DHCPDISCOVER, or of what one client asked by itself. */
export interface DhcpWatch {
  readonly subject: Subject;
  readonly server: DhcpServer;
  /** The VM that asked, or in whose name a probe was sent, where it is on this host. */
  readonly vm: VmPort | undefined;
  readonly clientMac: string;
  /** The port of the switch by which it came in, where that is known. */
  readonly from: Port | undefined;
  /** False: a guest asked by itself, while we listened. */
  readonly isProbe: boolean;
  /** Why the probe could not be sent. */
  readonly sent: Known<true>;
  readonly points: readonly WatchPoint[];
  /** The rules of the DHCP namespace, read when a DISCOVER came in and no OFFER went out. */
  readonly rules: Known<readonly Rule[]>;
  /** The rules for bridged frames, read when a VM's Linux bridge lost something. */
  readonly bridgeRules: Known<readonly Rule[]>;
  /** What the flow tables do to the packet that was lost, read when one was. */
  readonly trace: Known<{ readonly command: readonly string[]; readonly text: string }>;
}

export interface WatchPoint {
  /** `server`: the DHCP port. `switch-side`, `vm-side`: before and behind the VM's Linux bridge, seen from the switch. */
  readonly at: 'server' | 'switch-side' | 'vm-side';
  readonly device: string;
  readonly namespace: string | undefined;
  readonly packets: Known<readonly DhcpFacts[]>;
}

const whereToLook = [daemons, dhcpServers, ports] as const;

/** What tells which networks to watch, and where. */
export type DhcpWatchSources = ValuesOf<typeof whereToLook>;

export const dhcpWatches = defineObserved({
  name: 'dhcpWatches',
  source: 'wire',
  facts: [],
  needs: whereToLook,
  unobserved: known<readonly DhcpWatch[]>([]),
});
