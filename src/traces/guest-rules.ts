import { splitTables } from '../facts/netfilter.ts';
import type { Command, Host } from '../host/host.ts';
import type { Packet } from '../netfilter/packet.ts';
import { devicesOf } from '../netfilter/predicates.ts';
import type { Rule, Table } from '../netfilter/rule.ts';
import { textOf } from '../netfilter/tables.ts';
import { type Decision, type Step, walkRules } from '../netfilter/walk.ts';
import { dnsPort } from '../packets/udp-probe.ts';
import { metadataAddress } from '../topology/metadata.ts';
import { type GuestEnd, type GuestStop, resolverBeyond } from './ends.ts';
import type { Cause, Readings, Remedy } from './gap/blocker.ts';
import { bridgeCauses, bridgeLinks } from './gap/bridge-port.ts';
import { countedIn, countedOf, deletion, isAgents, type Tool, tools } from './gap/iptables.ts';
import { listedRules } from './gap/nft-ruleset.ts';
import { dropsByRules } from './gap/nftables.ts';
import { type Proto, portOf } from './journey.ts';
import { metadataPort } from './journeys.ts';
import type { Gap } from './trace.ts';

/*
 * What a guest behind a hybrid plug sends passes its own bridge first, where nothing can be put in from outside: a packet of
 * ours comes into the switch behind it. What becomes of it there, the rules themselves tell.
 */

/** What stops a guest's packets on its own bridge. */
export interface StoppedAtPlug {
  readonly guest: GuestEnd;
  readonly proto: Proto['name'];
  readonly tap: string;
  readonly qvb: string;
  readonly cause: Cause;
}

/** On a host of hundreds of guests, what stops one mostly stops all. */
const mostGuests = 64;

const input = 'guests\n';
const bridgeFilter: Command = { argv: ['cat', '/proc/sys/net/bridge/bridge-nf-call-iptables'], input };
const nftJson: Command = { argv: ['nft', '-j', 'list', 'ruleset'], input };
const nftText: Command = { argv: ['nft', '-a', 'list', 'ruleset'], input };
const portSettings: Command = { argv: bridgeLinks.argv, input };
/** Rules for IPv4, and for frames. */
const savers = tools.filter(({ about }) => about !== 'arp');
const savedBy = ({ save }: Tool): Command => ({ argv: [save], input });

/** What the rules of this host keep its guests from sending, as far as they say so for sure. */
export async function stoppedAtPlugs(host: Host, guests: readonly GuestEnd[]): Promise<readonly StoppedAtPlug[]> {
  const plugged = guests
    .toSorted((one, other) => Number(other.isWanted) - Number(one.isWanted))
    .flatMap((guest) => (guest.stop.hybrid === undefined ? [] : [{ guest, hybrid: guest.stop.hybrid }]))
    .slice(0, mostGuests);
  if (plugged.length === 0) return [];
  const commands = [bridgeFilter, nftJson, nftText, portSettings, ...savers.map(savedBy)];
  const results = await host.run(commands);
  const [filter = '', json = '', text = '', links = '', ...saved] = results.map((result) =>
    result.kind === 'exited' && result.exitCode === 0 ? result.stdout : '',
  );
  const isFiltered = filter.trim() === '1';
  const rules = savers
    .map((tool, index): Saved => {
      const family = tool.about === 'ip' ? 'ip' : 'bridge';
      return { tool, tables: splitTables(family, (saved[index] ?? '').split('\n')) };
    })
    .filter(({ tool }) => tool.about === 'frame' || isFiltered);
  const ofNftables = listedRules(json, text);
  const settings: Readings = { ...unread, text: (question) => (question === bridgeLinks ? links : undefined) };
  const ofPackets = rules.filter(({ tool }) => tool.about === 'ip');
  return plugged.flatMap(({ guest, hybrid }) => {
    const { tap } = guest.stop;
    const { qvb } = hybrid;
    const at = (proto: Proto['name'], cause: Cause): StoppedAtPlug => ({
      ...{ guest, proto, tap, qvb, cause: { ...cause, layer: 'security' } },
    });
    const dropped = packetsOf(guest).flatMap((packet) => {
      const gap = gapOf(guest, hybrid, packet);
      const [cause] = [...rules.flatMap((each) => dropBy(each, gap) ?? []), ...dropsByRules(gap, ofNftables)];
      return cause === undefined ? [] : [at(packet.proto.name, cause)];
    });
    const unanswered = ofPackets.flatMap(({ tool, tables }) => answerDropped(tool, tables, guest.stop, hybrid) ?? []);
    const untracked = ofPackets.flatMap(({ tool, tables }) => trackedApart(tool, tables, guest.stop, hybrid) ?? []);
    // Its broadcasts are what nobody but the guest itself sends over its bridge.
    const [discover] = packetsOf(guest).filter(({ proto }) => proto.name === 'dhcp');
    const unflooded =
      discover === undefined
        ? []
        : bridgeCauses(gapOf(guest, hybrid, discover), settings)
            .filter(({ certainty }) => certainty === 'decided')
            .map((cause) => ({ guest, proto: 'dhcp' as const, tap, qvb, cause: { ...cause, layer: 'tap' as const } }));
    return [
      ...unflooded.slice(0, 1),
      ...dropped,
      ...[...untracked, ...unanswered].slice(0, 1).map((cause) => at('tcp', cause)),
    ];
  });
}

const unread = { sent: undefined, text: () => undefined, before: () => undefined, error: () => undefined };

interface Saved {
  readonly tool: Tool;
  readonly tables: readonly Table[];
}

/** What every guest may send: it asks for a lease, for its metadata, and for names. */
function packetsOf(guest: GuestEnd): readonly Pick<Gap['packet'], 'src' | 'dst' | 'proto'>[] {
  const { stop, dhcp } = guest;
  const resolver = dhcp?.isResolver ? dhcp.stop.address : resolverBeyond(guest);
  const to = (dst: string, proto: Proto) => ({ src: stop.address, dst, proto });
  return [
    ...(dhcp === undefined ? [] : [{ src: '0.0.0.0', dst: '255.255.255.255', proto: { name: 'dhcp' as const } }]),
    to(metadataAddress, { name: 'tcp', port: metadataPort }),
    ...(resolver === undefined ? [] : [to(resolver, { name: 'udp', port: dnsPort })]),
  ];
}

/** Its way over its own bridge, to what it is for. */
const gapOf = (
  { stop, dhcp, gateway }: GuestEnd,
  { qbr, qvb }: NonNullable<GuestStop['hybrid']>,
  packet: Pick<Gap['packet'], 'src' | 'dst' | 'proto'>,
): Gap => ({
  after: { device: stop.tap, namespace: undefined, direction: 'in' },
  before: { device: qvb, namespace: undefined, direction: 'out' },
  segment: { kind: 'bridge', name: qbr, in: stop.tap, out: qvb },
  crossing: {
    from: stop,
    to: packet.proto.name === 'dhcp' && dhcp !== undefined ? dhcp.stop : gateway.stop,
    isInjected: false,
  },
  isBack: false,
  arp: undefined,
  isForOther: false,
  packet: { ...packet, srcPort: undefined, isReply: false, bytes: 328 },
  translations: [],
});

const hooks = ['prerouting', 'forward', 'postrouting'] as const;

/** What drops it for sure, as these tables stand; what the agent's own chains do to it is meant, but for DHCP, which they let out. */
function dropBy({ tool, tables }: Saved, gap: Gap): Cause | undefined {
  const {
    segment,
    packet: { proto },
  } = gap;
  if (segment.kind !== 'bridge') return undefined;
  const packet = packetIn(gap, segment);
  for (const hook of hooks) {
    // By which port it leaves is not known yet.
    const { verdict, decision, steps } = walkRules(
      tables,
      hook,
      hook === 'prerouting' ? { ...packet, portOut: undefined, out: undefined } : packet,
    );
    const readdressing = steps.find(({ rule, isSure }) => isSure && isReaddressing(rule));
    if (readdressing !== undefined) return readdressed(tool, tables, readdressing.rule, gap);
    if (decision === undefined || (verdict !== 'dropped' && verdict !== 'rejected')) continue;
    if (isAgents(decision.chain) && (proto.name !== 'dhcp' || decision.rule === undefined)) return undefined;
    return isAgents(decision.chain)
      ? notLetOut(tool, tables, decision, steps, gap)
      : causeOf(tool, tables, decision, gap);
  }
  return undefined;
}

function packetIn(
  { packet: { src, dst, proto }, crossing: { from, to } }: Gap,
  segment: { readonly name: string; readonly in: string; readonly out: string },
): Packet {
  const isDhcp = proto.name === 'dhcp';
  return {
    in: segment.name,
    out: segment.name,
    portIn: segment.in,
    portOut: segment.out,
    source: src,
    destination: dst,
    sourceMac: from.kind === 'outside' ? undefined : from.mac,
    destinationMac: isDhcp ? 'ff:ff:ff:ff:ff:ff' : to.kind === 'outside' ? undefined : to.mac,
    ethernetType: 0x0800,
    protocol: isDhcp ? 'udp' : proto.name,
    ...(isDhcp ? { sourcePort: 68, destinationPort: 67 } : { destinationPort: portOf(proto) ?? metadataPort }),
    icmpType: null,
    state: 'NEW',
  };
}

function causeOf(tool: Tool, tables: readonly Table[], { table, chain, rule }: Decision, gap: Gap): Cause {
  const what = gap.packet.proto.name === 'dhcp' ? 'DHCP requests' : 'packets';
  const at = `${tool.change === 'iptables' ? '' : `${tool.change} `}chain ${chain}${table === 'filter' ? '' : ` of table ${table}`} on the host`;
  const counted = countedIn(tables, { table, chain, rule });
  return {
    blocker: 'iptables-rule',
    certainty: 'decided',
    thing: `${tool.save} ${table} ${chain} ${counted.text}`,
    summary:
      rule === undefined
        ? `The policy of ${at} drops ${what} of VMs.`
        : `Rule ${counted.number} of ${at} drops ${what} of VM ${gap.crossing.from.address}: ${ruleText(rule)}.`,
    evidence: [{ command: [tool.save], where: 'host', output: counted.text }],
    fix: deletion(tool, undefined, counted),
  };
}

/** A rule of ebtables that gives frames another MAC (ebtables(8), TARGET EXTENSIONS); no agent writes one. */
const isReaddressing = ({ family, target }: Rule): boolean =>
  family === 'bridge' && target.kind === 'other' && /^(?:dnat|snat|redirect)$/.test(target.name);

function readdressed(tool: Tool, tables: readonly Table[], rule: Rule, { crossing }: Gap): Cause {
  const counted = countedOf(tables, rule);
  return {
    blocker: 'iptables-rule',
    certainty: 'decided',
    thing: `${tool.save} ${rule.table} ${rule.chain} ${counted.text}`,
    summary: `Rule ${counted.number} of ${tool.change} chain ${rule.chain} of table ${rule.table} on the host gives frames of VM ${crossing.from.address} another MAC: ${ruleText(rule)}.`,
    evidence: [{ command: [tool.save], where: 'host', output: counted.text }],
    fix: deletion(tool, undefined, counted),
  };
}

/** The agent's chains let every guest ask for a lease, before they look for false addresses. */
function notLetOut(
  tool: Tool,
  tables: readonly Table[],
  decision: Decision,
  steps: readonly Step[],
  { crossing }: Gap,
): Cause | undefined {
  const chain = chainBefore(steps, decision);
  if (chain === undefined) return undefined;
  const rule = ['-s', '0.0.0.0/32', '-d', '255.255.255.255/32', '-p', 'udp', '--sport', '68', '--dport', '67'];
  return {
    blocker: 'iptables-rule',
    certainty: 'decided',
    summary: `Chain ${chain} does not let VM ${crossing.from.address} ask for a lease: its rule for DHCP clients is missing.`,
    evidence: [{ command: [tool.change, '-S', chain], where: 'host', output: textOf(rulesOf(tables, chain)) }],
    fix: inserted(tool, chain, [...rule, '-j', 'RETURN'], 'Put the rule for DHCP clients back'),
  };
}

/** The chain that led to the one which decides. */
const chainBefore = (steps: readonly Step[], decision: Decision): string | undefined =>
  steps.findLast(({ rule: { target } }) => target.kind === 'jump' && target.chain === decision.chain)?.rule.chain;

const inserted = (tool: Tool, chain: string, rule: readonly string[], summary: string): Remedy => ({
  summary,
  risk: 'safe',
  commands: [[tool.change, '-I', chain, ...rule]],
  undo: [[tool.change, '-D', chain, ...rule]],
  permanent: 'The Open vSwitch agent maintains this chain; restarting it has the same effect.',
});

const ruleText = ({ text }: Rule): string => text.replace(/^-A \S+ /, '');

/** What conntrack makes of a packet by the rules of table raw: the first of them that says so counts (iptables-extensions(8), CT). */
interface Tracking {
  readonly zone: number | 'none';
  readonly rule: Rule | undefined;
}

/**
 * A guest's connection is let through by what conntrack knows of it: both of its directions have to be tracked, and in one
 * zone. Elsewise its answers belong to nothing.
 */
function trackedApart(
  tool: Tool,
  tables: readonly Table[],
  { tap, address, mac }: GuestStop,
  { qbr, qvb }: NonNullable<GuestStop['hybrid']>,
): Cause | undefined {
  const isFiltered = tables.some(({ name, chains }) => name === 'filter' && rulesNaming(chains, tap));
  if (!isFiltered) return undefined;
  const common = { in: qbr, protocol: 'tcp', ethernetType: 0x0800 };
  const sent = trackingOf(tables, { ...common, portIn: tap, source: address, sourceMac: mac });
  const got = trackingOf(tables, { ...common, portIn: qvb, destination: address, destinationMac: mac });
  if (sent === undefined || got === undefined) return undefined;
  const untracked = [sent, got].find(({ zone }) => zone === 'none');
  const show = (rule: Rule | undefined) => ({
    command: [tool.save, '-t', 'raw'],
    where: 'host',
    output: rule?.text ?? '',
  });
  if (untracked?.rule !== undefined) {
    const { rule } = untracked;
    return {
      blocker: 'connection-tracking',
      certainty: 'decided',
      thing: `untracked ${rule.text}`,
      summary: `A rule of chain ${rule.chain} of table raw keeps packets ${untracked === sent ? 'from' : 'to'} VM ${address} from conntrack, so that answers match no connection and are dropped: ${ruleText(rule)}.`,
      evidence: [show(rule)],
      fix: deletion(tool, undefined, countedOf(tables, rule)),
    };
  }
  if (sent.zone === got.zone) return undefined;
  const [here, device, other] = got.rule === undefined ? [sent.rule, qvb, tap] : [got.rule, tap, qvb];
  const isMissing = sent.rule === undefined || got.rule === undefined;
  const words = here?.words.map((word) => (word === other ? device : word)) ?? [];
  const call = (verb: string) => [tool.change, '-t', 'raw', verb, here?.chain ?? '', ...words];
  return {
    blocker: 'connection-tracking',
    certainty: 'decided',
    summary: `What VM ${address} sends is in another zone of conntrack (${sent.zone}) than what it gets (${got.zone}): answers match no connection and are dropped.`,
    evidence: [show(sent.rule), show(got.rule)].filter(({ output }) => output !== ''),
    fix:
      isMissing && words.includes(device)
        ? {
            summary: `Put the zone's rule for ${device} back`,
            risk: 'safe',
            commands: [call('-A')],
            undo: [call('-D')],
            permanent: 'The Open vSwitch agent maintains this rule; restarting it has the same effect.',
          }
        : isMissing
          ? null
          : zoneFix(tool, tables, [tap, qvb], [sent, got]),
  };
}

/** The rule that differs from the others of the port goes, where another one is left for its device; or gets their zone. */
function zoneFix(
  tool: Tool,
  tables: readonly Table[],
  devices: readonly string[],
  [sent, got]: readonly [Tracking, Tracking],
): Remedy | null {
  const zoneOf = ({ target }: Rule): number =>
    target.kind === 'other' && target.name === 'CT' ? Number(target.words[target.words.indexOf('--zone') + 1]) : 0;
  const own = tables
    .filter(({ name }) => name === 'raw')
    .flatMap(({ chains }) => [...chains.values()].flatMap(({ rules }) => rules))
    .filter((rule) => zoneOf(rule) > 0 && devicesOf(rule).some((device) => devices.includes(device)));
  const countOf = ({ zone }: Tracking): number => own.filter((rule) => zoneOf(rule) === zone).length;
  if (countOf(sent) === countOf(got)) return null;
  const [usual, odd] = countOf(sent) > countOf(got) ? [sent, got] : [got, sent];
  const { rule } = odd;
  if (rule === undefined) return null;
  const counted = countedOf(tables, rule);
  const isLeft = own.some(
    (other) => zoneOf(other) === usual.zone && devicesOf(other).some((device) => devicesOf(rule).includes(device)),
  );
  if (isLeft) return deletion(tool, undefined, counted);
  const replace = (zone: Tracking['zone']) => [
    ...[tool.change, '-t', 'raw', '-R', rule.chain, String(counted.number)],
    ...rule.words.map((word, at) => (rule.words[at - 1] === '--zone' ? String(zone) : word)),
  ];
  return {
    summary: `Give rule ${counted.number} of chain ${rule.chain} the zone of the port`,
    risk: 'safe',
    commands: [replace(usual.zone)],
    undo: [replace(odd.zone)],
    permanent: 'The Open vSwitch agent maintains this rule; restarting it has the same effect.',
  };
}

/** What a guest asked for itself is answered whatever its security group says: the agent's first rule lets answers in. */
function answerDropped(
  tool: Tool,
  tables: readonly Table[],
  { tap, address, mac }: GuestStop,
  { qbr, qvb }: NonNullable<GuestStop['hybrid']>,
): Cause | undefined {
  const { verdict, decision, steps } = walkRules(
    tables.filter(({ name }) => name === 'filter'),
    'forward',
    {
      ...{ in: qbr, out: qbr, portIn: qvb, portOut: tap, ethernetType: 0x0800, protocol: 'tcp', icmpType: null },
      ...{ source: metadataAddress, sourcePort: metadataPort, destination: address, destinationMac: mac },
      // One that clients choose.
      destinationPort: 40_000,
      state: 'ESTABLISHED',
    },
  );
  const chain = decision === undefined ? undefined : chainBefore(steps, decision);
  if (verdict !== 'dropped' || decision === undefined || chain === undefined || !isAgents(decision.chain))
    return undefined;
  const rule = ['-m', 'state', '--state', 'RELATED,ESTABLISHED', '-j', 'RETURN'];
  return {
    blocker: 'iptables-rule',
    certainty: 'decided',
    summary: `Chain ${chain} lets no answers in to what VM ${address} asks: its rule for established connections is missing.`,
    evidence: [{ command: [tool.change, '-S', chain], where: 'host', output: textOf(rulesOf(tables, chain)) }],
    fix: inserted(tool, chain, rule, 'Put the rule for established connections back'),
  };
}

const rulesOf = (tables: readonly Table[], chain: string): readonly Rule[] =>
  tables.find(({ name }) => name === 'filter')?.chains.get(chain)?.rules ?? [];

const rulesNaming = (chains: Table['chains'], device: string): boolean =>
  [...chains.values()].some(({ rules }) => rules.some((rule) => devicesOf(rule).includes(device)));

/** Undefined where it depends on more than is known of the packet. */
function trackingOf(tables: readonly Table[], packet: Packet): Tracking | undefined {
  for (const { rule, isSure } of walkRules(tables, 'prerouting', packet).steps) {
    const { target } = rule;
    if (rule.table !== 'raw' || target.kind !== 'other' || !/^(?:CT|NOTRACK)$/.test(target.name)) continue;
    const zone = Number(target.words[target.words.indexOf('--zone') + 1]);
    const isKept = target.name === 'NOTRACK' || target.words.includes('--notrack');
    if (!isKept && !target.words.includes('--zone')) continue;
    return isSure ? { zone: isKept ? 'none' : zone, rule } : undefined;
  }
  return { zone: 0, rule: undefined };
}
