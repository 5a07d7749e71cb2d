/*
 * Rules of netfilter as data, whichever tool printed them: iptables, ebtables or nft. What a rule looks at and what it
 * does is parsed once, where the facts are read. A word that the parser does not know is kept as a match or a target of
 * kind `other`, of which nobody can say whether a packet meets it: it is never taken for nothing.
 */

/** The kind of packets that a table sees. iptables has `ip`, ebtables `bridge`; nft has all of them. */
export type Family = 'ip' | 'ip6' | 'inet' | 'arp' | 'bridge' | 'netdev';

/** Where in the kernel a chain is entered. */
export type Hook = 'ingress' | 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting' | 'egress';

export interface Table {
  readonly family: Family;
  readonly name: string;
  readonly chains: ReadonlyMap<string, Chain>;
  /** All of it was printed, whatever is known of other tables. */
  readonly isWhole?: true;
}

/** Tables by name, as iptables has them: one of each name. */
export type Tables = ReadonlyMap<string, Table>;

export interface Chain {
  readonly name: string;
  /** Undefined: only other rules lead to it. */
  readonly base: BaseChain | undefined;
  readonly rules: readonly Rule[];
}

/** How the kernel comes to a chain by itself. */
export interface BaseChain {
  readonly hook: Hook;
  /** Chains of one hook are entered in this order, the smallest first. */
  readonly priority: number;
  /** `nat`: only the first packet of a connection comes by. */
  readonly type: 'filter' | 'nat' | 'route';
  /** What becomes of a packet that no rule decides on; undefined where it was not printed. */
  readonly policy: 'accept' | 'drop' | undefined;
  readonly counters: Counters | undefined;
}

export interface Counters {
  readonly packets: number;
  readonly bytes: number;
}

export interface Rule {
  readonly family: Family;
  readonly table: string;
  readonly chain: string;
  /** All of them have to hold. */
  readonly matches: readonly Match[];
  readonly target: Target;
  /** Undefined where they were not printed, or the packets only roughly (`12K`). */
  readonly counters: Counters | undefined;
  /** As iptables-save prints it, without its counters: `-A CHAIN …`. */
  readonly text: string;
  /** What follows `-A CHAIN`, word by word, as a command takes it. */
  readonly words: readonly string[];
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/** What a rule asks of a packet. */
export type Match = { readonly isNegated: boolean } & Condition;

export type Condition =
  /** In CIDR form. */
  | { readonly kind: 'source' | 'destination'; readonly range: string }
  /** A trailing `+` stands for any ending. */
  | { readonly kind: 'in' | 'out' | 'bridge-in' | 'bridge-out'; readonly device: string }
  /** The port of a Linux bridge by which a bridged packet comes or goes (physdev). */
  | { readonly kind: 'port-in' | 'port-out'; readonly device: string }
  | { readonly kind: 'is-bridged' }
  | { readonly kind: 'protocol'; readonly protocol: string }
  | { readonly kind: 'source-port' | 'destination-port' | 'either-port'; readonly ports: readonly PortRange[] }
  | { readonly kind: 'icmp-type'; readonly type: number; readonly code: number | undefined }
  | { readonly kind: 'state'; readonly states: readonly string[] }
  | { readonly kind: 'mark' | 'connection-mark'; readonly value: number; readonly mask: number }
  | { readonly kind: 'source-mac' | 'destination-mac'; readonly mac: string }
  | { readonly kind: 'ethernet-type'; readonly type: number }
  /** Membership of an ipset. */
  | { readonly kind: 'set'; readonly set: string; readonly fields: readonly string[] }
  /** Looks at nothing. */
  | { readonly kind: 'comment'; readonly text: string }
  /** Words that are not understood here, with the module that they belong to. */
  | { readonly kind: 'other'; readonly module: string | undefined; readonly words: readonly string[] };

/** The match that a kind belongs to. */
export type MatchOf<K extends Condition['kind'], Each = Match> = Each extends { readonly kind: infer Own }
  ? K extends Own
    ? Each
    : never
  : never;

/** What a rule does with a packet that it matches. */
export type Target =
  | { readonly kind: 'accept' | 'drop' | 'return' | 'masquerade' }
  | { readonly kind: 'reject'; readonly answer: string | undefined }
  | { readonly kind: 'jump' | 'goto'; readonly chain: string }
  | NatTarget
  | { readonly kind: 'redirect'; readonly port: number | undefined }
  /** The mark becomes `(mark & ~mask) ^ value`. */
  | { readonly kind: 'set-mark'; readonly value: number; readonly mask: number }
  /** It only counts. */
  | { readonly kind: 'none' }
  | { readonly kind: 'other'; readonly name: string; readonly words: readonly string[] };

/** A new address for one of a packet's own. */
export interface NatTarget {
  readonly kind: 'snat' | 'dnat';
  /** The new address, where there is just one; undefined for a range of them, or for none. */
  readonly address: string | undefined;
  readonly port: number | undefined;
  /** As written: `10.0.0.1`, `10.0.0.1-10.0.0.4:80-90`. */
  readonly to: string;
  readonly isRandom: boolean;
}
