/*
 * What a text says of a host in so many words: a line of a log that names a cause, or a symptom such as a ping without an
 * answer. It holds whatever else the text lacks.
 */

export type Statement =
  /** Neutron could not bind a port: no agent of its host took it. */
  | { readonly kind: 'binding-failed'; readonly portId: string | undefined; readonly host: string | undefined }
  /** An agent has no bridge for a physical network. */
  | {
      readonly kind: 'physical-network-unmapped';
      readonly physicalNetwork: string;
      readonly bridge: string | undefined;
      /** The interface in its place, with a Linux bridge. */
      readonly device?: string | undefined;
    }
  /** Which bridge leads to a physical network, by the settings of the L2 agent. */
  | { readonly kind: 'bridge-mapping'; readonly physicalNetwork: string; readonly bridge: string }
  /** `because`: dnsmasq's own words. */
  | {
      readonly kind: 'dhcp-address-refused';
      readonly mac: string | undefined;
      readonly address: string | undefined;
      readonly device: string | undefined;
      readonly because: string;
    }
  /** A client that asks again after each offer, and takes none. */
  | {
      readonly kind: 'dhcp-offer-untaken';
      readonly mac: string;
      readonly address: string;
      readonly device: string;
      readonly offers: number;
    }
  /** A line of a file of dnsmasq that it does not take. */
  | { readonly kind: 'dhcp-line-refused'; readonly file: string | undefined; readonly because: string }
  /** A host name that ends with a dot, in the host file of dnsmasq. */
  | { readonly kind: 'dhcp-name-with-dot'; readonly mac: string; readonly name: string; readonly address: string }
  /** Neutron has not heard from an agent for a while. */
  | { readonly kind: 'agent-silent'; readonly agent: string; readonly host: string }
  /** An agent may not run a command as root. */
  | { readonly kind: 'agent-command-refused'; readonly command: string | undefined; readonly because: string }
  /** An agent gets no answer from neutron-server, or does not reach the message queue. */
  | { readonly kind: 'agent-messages-lost'; readonly server: string | undefined; readonly because: string }
  /** An agent, or nova in its place, gave up a task; `id` is that of the network, router or port that it was for. */
  | {
      readonly kind: 'agent-task-failed';
      readonly agent: string;
      readonly task: string;
      readonly id: string | undefined;
      readonly because: string | undefined;
    }
  /** An error that an agent, Neutron's server or nova logged, in its own words. */
  | { readonly kind: 'agent-error'; readonly agent: string | undefined; readonly because: string }
  /** The switch dropped packets that were larger than its device takes. */
  | {
      readonly kind: 'oversized-dropped';
      readonly device: string;
      readonly largest: number;
      readonly mtu: number;
      readonly count: number;
    }
  /** A process that an agent keeps for a router or a network, and that has ended. */
  | { readonly kind: 'agent-process-died'; readonly process: string; readonly id: string | undefined }
  /** A service of an agent or of the switch that ended, by the words of the tool that watches it. */
  | { readonly kind: 'service-ended'; readonly service: string; readonly state: string }
  /** The metadata agent and nova do not share a secret. */
  | { readonly kind: 'metadata-secret-refused' }
  /** The kernel throws packets away because a table of its own is full. */
  | { readonly kind: 'kernel-table-overflow'; readonly table: 'conntrack' | 'neighbour' }
  /** `ip` could not enter a namespace, or knows none at all. */
  | {
      readonly kind: 'namespace-unusable';
      readonly name: string | undefined;
      readonly because: 'missing' | 'no namespace' | 'unsupported';
    }
  /** The namespace of a router in which there is nothing but lo. */
  | { readonly kind: 'router-bare' }
  /** The same of a DHCP server. */
  | { readonly kind: 'dhcp-namespace-bare' }
  /** nova waited in vain for the news that a port is wired. */
  | { readonly kind: 'port-plug-unanswered'; readonly portId: string | undefined }
  /** A device that a bridge leads out by, or to a VM, has no link. `bridge`: the one of which it is the only way out, where told. */
  | { readonly kind: 'link-down'; readonly device: string; readonly bridge: string | undefined }
  /** The switch could not take a device as a port. */
  | { readonly kind: 'switch-port-refused'; readonly device: string; readonly because: string }
  /** The host takes only what its rules name, and no rule names tunnels. `by`: what turns away the rest. */
  | { readonly kind: 'tunnels-refused'; readonly by: string }
  /** FORWARD turns all away, `by` a rule that stands before the one that leads to the agent's chain. */
  | { readonly kind: 'forward-refused'; readonly by: string; readonly before: string }
  /** Anti-spoofing rules that dropped many packets; `portKey`: of one port, where told. */
  | { readonly kind: 'spoofed-packets-dropped'; readonly portKey: string | undefined; readonly packets: number }
  /** Packets that no rule of a security group let through. */
  | { readonly kind: 'group-dropped'; readonly packets: number }
  /** Rules for bridged frames that drop all that comes from, or goes to, a device. */
  | { readonly kind: 'frames-dropped'; readonly device: string; readonly chain: string; readonly rule: string }
  | { readonly kind: 'address-answered-twice'; readonly address: string; readonly macs: readonly string[] }
  /** The instances of a highly available router that Neutron takes for active: none of them, or several. */
  | { readonly kind: 'ha-active-count'; readonly active: readonly string[]; readonly all: readonly string[] }
  | { readonly kind: 'subnet-dhcp-disabled'; readonly subnet: string; readonly networkId: string | undefined }
  /** A network from which routers get their way out: it needs no DHCP. */
  | { readonly kind: 'network-external'; readonly networkId: string }
  /** Neutron was told to keep something down. */
  | { readonly kind: 'administratively-down'; readonly what: string; readonly name: string }
  /** The kernel has no route to a target. `by`: the router on the way that says so, where it is not the host itself. */
  | {
      readonly kind: 'destination-unrouted';
      readonly target: string | undefined;
      readonly by?: string | undefined;
    }
  /** Another driver than that of the agents rules the networks. */
  | { readonly kind: 'driver'; readonly driver: 'OVN' }
  | {
      readonly kind: 'echo-unanswered';
      readonly target: string;
      /** How many requests went out. */
      readonly sent: number;
      /** Who said that the target can't be reached, and how. */
      readonly refusals: readonly { readonly from: string; readonly because: string }[];
    }
  | {
      readonly kind: 'neighbour-unanswered';
      readonly address: string;
      readonly device: string | undefined;
      /** How often it was asked for; undefined in a table of neighbours. */
      readonly asked: number | undefined;
    }
  /** A host sends ICMP errors in place of what it was sent. */
  | { readonly kind: 'packets-refused'; readonly from: string; readonly to: string; readonly because: string }
  /** A DHCP client asked, and no offer came; `offered`: the address of an offer that it took, and that was not confirmed. */
  | {
      readonly kind: 'dhcp-unanswered';
      readonly mac: string | undefined;
      readonly device: string | undefined;
      readonly offered?: string | undefined;
    }
  /** The devices of a guest, none of which has an address; undefined: it has no device. */
  | {
      readonly kind: 'guest-unaddressed';
      readonly device: string | undefined;
      readonly mac: string | undefined;
    }
  | { readonly kind: 'metadata-unanswered'; readonly because: string }
  /** A bridge that leads outside by name or by its ports, and has no port that leads out; `ports`: all it has. */
  | { readonly kind: 'bridge-isolated'; readonly bridge: string; readonly ports: readonly string[] }
  /** The integration bridge has its end of the pair that leads to another bridge, and that one lacks the other end. */
  | { readonly kind: 'bridge-end-missing'; readonly bridge: string; readonly inside: string; readonly missing: string }
  /** The integration bridge and the bridge of the tunnels, and all patch ports, of which none joins them. */
  | { readonly kind: 'tunnels-unjoined'; readonly patches: readonly string[] }
  /** The switch was asked about a bridge that it does not have. */
  | { readonly kind: 'bridge-unknown'; readonly bridge: string }
  /** All bridges of the switch. */
  | { readonly kind: 'bridges-listed'; readonly bridges: readonly string[] }
  /** A NIC that the switch holds as a port; `bridge`: of which, where told. */
  | { readonly kind: 'switch-nic'; readonly device: string; readonly bridge: string | undefined }
  /** Where tunnels of the host start, and where they lead. */
  | {
      readonly kind: 'tunnel-local-ip';
      readonly address: string;
      /** Undefined in settings. */
      readonly type: string | undefined;
      readonly by: 'switch' | 'settings';
      readonly remotes: readonly string[];
    }
  /** A ping of packets of a size; `refusedBy`: who said that they are too large, and for how many bytes it has room. */
  | {
      readonly kind: 'packet-size';
      readonly target: string;
      readonly bytes: number;
      readonly isAnswered: boolean;
      readonly refusedBy: { readonly from: string | undefined; readonly mtu: number | undefined } | undefined;
    }
  /** The routes of a router lead to its external network and no further. */
  | { readonly kind: 'router-default-unset'; readonly device: string }
  /** All addresses that the NAT rules of a router lead elsewhere. */
  | { readonly kind: 'nat-destinations'; readonly addresses: readonly string[] }
  /** The rules of a router send requests for metadata to a port of its own. */
  | { readonly kind: 'metadata-redirect'; readonly port: number }
  /** All ports on which anything listens in a namespace. */
  | { readonly kind: 'open-ports'; readonly protocol: 'tcp' | 'udp'; readonly ports: readonly number[] }
  /** Frames that came in damaged. `device`: its number in the switch where no name is told. */
  | {
      readonly kind: 'receive-errors';
      readonly device: string;
      readonly bridge: string | undefined;
      readonly packets: number;
      readonly errors: number;
    }
  /** Which NIC a number of the switch stands for. */
  | { readonly kind: 'port-number'; readonly bridge: string; readonly number: string; readonly device: string }
  /** A tap that libvirt plugs into a bridge. */
  | { readonly kind: 'domain-tap'; readonly tap: string; readonly bridge: string }
  /** The bridge of a VM, in a list of bridges in which its tap is not one of its ports. */
  | { readonly kind: 'hybrid-bridge-untapped'; readonly bridge: string };

export type StatementKind = Statement['kind'];
export type StatementOf<Kind extends StatementKind> = Extract<Statement, { readonly kind: Kind }>;

/** A statement with the lines of the text that make it, by their numbers from 0. */
export interface Found {
  readonly statement: Statement;
  readonly at: readonly number[];
}

/** Finds the statements of some kinds in the lines of any text. */
export interface StatementReader {
  /** Only a text in which this stands may hold one. */
  readonly sign: RegExp;
  /**
   * `namespace`: the one in which the lines were printed, `command`: what printed them; where that is known. `isWhole`:
   * whether the lines are all that it printed.
   */
  read(
    lines: readonly string[],
    namespace: string | undefined,
    command: readonly string[] | undefined,
    isWhole: () => boolean,
  ): readonly Found[];
}
