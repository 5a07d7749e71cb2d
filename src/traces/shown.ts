import { ip, within } from '../facts/within.ts';
import { captureWords, keptBytes } from '../probes/capture.ts';
import { dhcpFilter } from '../probes/capture-dhcp.ts';
import { connectWords } from '../probes/connect.ts';
import { packetOutWords } from '../probes/packet-out.ts';
import { vrrpFilter } from '../probes/watch-ha.ts';
import type { Input } from '../topology/index.ts';

/** What is run to observe the wire; words in capitals stand for what is known only on a host. */
export interface ShownProbe {
  /** The sections that it observes. */
  readonly sections: readonly Input[];
  readonly about: string;
  readonly commands: readonly (readonly string[])[];
}

const inNamespace = (...words: readonly [string, ...string[]]) => [words, within('NAMESPACE', ...words)] as const;
const frame = packetOutWords('BRIDGE', 'PORT', 'FRAME');
const flowTrace = ['ovs-appctl', '--timeout=5', 'ofproto/trace', 'BRIDGE', 'FLOW'] as const;

/** All probes of built-in checks, for those who want to know what runs before it does. */
export const shownProbes: readonly ShownProbe[] = [
  {
    sections: ['dhcpWatches', 'dhcpSessions'],
    about: 'DHCP of each network: captures, and one DISCOVER (not with --passive)',
    commands: [...inNamespace(...captureWords('DEVICE', dhcpFilter)), frame, flowTrace],
  },
  {
    sections: ['reaches'],
    about: 'neighbours of each router: ARP requests (not with --passive)',
    commands: [
      ...inNamespace(...captureWords('DEVICE', 'FILTER')),
      frame,
      flowTrace,
      ip('NAMESPACE', '-j', 'neigh', 'show'),
      ['cat', 'FOLDER/leases'],
    ],
  },
  {
    sections: ['haWatches'],
    about: 'nodes of each HA router: captures, and ARP requests where it stands by (not with --passive)',
    commands: [
      ...inNamespace(...captureWords('DEVICE', vrrpFilter)),
      ...inNamespace(...captureWords('DEVICE', 'FILTER')),
      frame,
    ],
  },
  {
    sections: ['novaConnections'],
    about: "a connection to nova's metadata API (not with --passive)",
    commands: [connectWords('HOST', 'PORT')],
  },
  {
    sections: ['traces'],
    about: 'journeys: ICMP, ARP and TCP packets, followed hop by hop (not with --passive)',
    commands: [
      ['date', '+%s.%N'],
      ...inNamespace(...captureWords('any', 'FILTER', keptBytes.headers)),
      ip(undefined, '-j', 'link', 'show'),
      ip('NAMESPACE', '-j', 'link', 'show'),
      ...inNamespace(
        'timeout',
        '-s',
        'INT',
        'SECONDS',
        'ping',
        '-n',
        '-q',
        '-c',
        'COUNT',
        '-i',
        '0.02',
        'OPTIONS…',
        'ADDRESS',
      ),
      ...inNamespace('timeout', 'SECONDS', 'bash', '-c', 'exec 3<>"/dev/tcp/$0/$1"', 'ADDRESS', 'PORT'),
      ...inNamespace(
        ...['timeout', 'SECONDS', 'bash', '-c', 'exec 3<>"/dev/udp/$0/$1"; printf "$2" >&3; head -c 1 <&3 >/dev/null'],
        ...['ADDRESS', 'PORT', 'BYTES'],
      ),
      [
        'curl',
        ...['-sS', '-o', '/dev/null', '-w', '%{http_code}', '-m', 'SECONDS', '--unix-socket', 'SOCKET', 'HEADERS…'],
        'http://169.254.169.254/',
      ],
      frame,
    ],
  },
  {
    sections: ['traces'],
    about: 'where a packet is lost, read only, on the host or in a namespace',
    commands: [
      ...['link', 'neigh', 'rule', 'address', 'route', 'xfrm'].map((object) => ['ip', 'OPTIONS…', object, 'WORDS…']),
      ...['link', 'fdb', 'vlan'].map((object) => ['bridge', 'OPTIONS…', object, 'show', 'WORDS…']),
      ...['qdisc', 'filter'].flatMap((object) => inNamespace('tc', '-s', object, 'show', 'dev', 'DEVICE', 'WORDS…')),
      ...['iptables', 'iptables-legacy', 'arptables', 'ebtables', 'ebtables-legacy'].flatMap((tool) =>
        inNamespace(`${tool}-save`, 'OPTIONS…'),
      ),
      ...inNamespace('nft', 'OPTION', 'list', 'ruleset'),
      ...inNamespace('cat', 'FILES…'),
      ...inNamespace('grep', '-sH', 'PATTERN', 'FILES…'),
      ['ovs-vsctl', '--timeout=5', '-f', 'json', 'COLUMNS', 'list', 'TABLE', 'NAMES…'],
      ['ovs-vsctl', '--timeout=5', '--if-exists', '-f', 'json', 'COLUMNS', 'list', 'TABLE', 'NAMES…'],
      ['ovs-vsctl', '--timeout=5', '--bare', 'COLUMNS', 'list', 'TABLE', 'NAMES…'],
      ['ovs-vsctl', '--timeout=5', '--bare', 'COLUMNS', 'find', 'Interface', 'type=patch'],
      ['ovs-ofctl', '--timeout=5', 'show', 'BRIDGE'],
      ['ovs-ofctl', '--timeout=5', 'dump-flows', 'BRIDGE'],
      ...['dump-flows', 'meter-stats'].map((list) => ['ovs-ofctl', '--timeout=5', '-O', 'OpenFlow13', list, 'BRIDGE']),
      ...['fdb/show BRIDGE', 'dpif/show', 'bond/show'].map((call) => ['ovs-appctl', '--timeout=5', ...call.split(' ')]),
      flowTrace,
      ['grep', '-E', '^ *(user|group|server) ', 'FILE'],
      ['grep', '-E', '^ *http-request (add|set)-header ', 'FILE'],
      ['namei', '-l', 'SOCKET'],
      ['ss', '-Hltnp', 'sport = :PORT'],
      ['ps', '-o', 'pid=,stat=,args=', '-p', 'PIDS'],
    ],
  },
];
