import { splitTables } from '../facts/netfilter.ts';
import { within } from '../facts/within.ts';
import type { Command, Host } from '../host/host.ts';
import type { Packet } from '../netfilter/packet.ts';
import type { Table } from '../netfilter/rule.ts';
import { type Decision, walkRules } from '../netfilter/walk.ts';
import { dnsPort } from '../packets/udp-probe.ts';
import { type GuestEnd, type RouterSide, resolverBeyond } from './ends.ts';
import type { Cause } from './gap/blocker.ts';
import { countedIn, deletion, ipTools, isAgents, summaryOf, type Tool } from './gap/iptables.ts';
import { listedRules } from './gap/nft-ruleset.ts';
import { dropsByRules } from './gap/nftables.ts';
import type { Gap } from './trace.ts';

/*
 * A DNS server beyond the router is somebody else's, who is asked nothing. Whether the router would let the guests' questions
 * out, and the answers in, its rules tell.
 */

/** What keeps a guest's questions from a DNS server that DHCP gives it. */
export interface StoppedQuestion {
  readonly guest: GuestEnd;
  readonly resolver: string;
  readonly outer: RouterSide;
  readonly cause: Cause;
}

/** Each costs some processes. */
const mostRouters = 16;
const input = 'resolvers\n';

/** The questions that rules of routers drop for sure, one for each router. */
export async function stoppedQuestions(host: Host, guests: readonly GuestEnd[]): Promise<readonly StoppedQuestion[]> {
  const asking = new Map(
    guests.flatMap((guest) => {
      const resolver = resolverBeyond(guest);
      const { outer, namespace } = guest.router;
      return resolver === undefined || outer === undefined ? [] : [[namespace, { guest, resolver, outer }] as const];
    }),
  );
  const routers = [...asking].slice(0, mostRouters);
  const results = await host.run(routers.flatMap(([namespace]) => commandsIn(namespace)));
  const texts = results.map((result) => (result.kind === 'exited' && result.exitCode === 0 ? result.stdout : ''));
  const perRouter = ipTools.length + 2;
  return routers.flatMap(([namespace, asked], at) => {
    const [json = '', text = '', ...saved] = texts.slice(at * perRouter, (at + 1) * perRouter);
    const rules = ipTools.map((tool, index) => ({ tool, tables: splitTables('ip', (saved[index] ?? '').split('\n')) }));
    const listed = listedRules(json, text);
    const [cause] = [false, true].flatMap((isReply) => [
      ...rules.flatMap(({ tool, tables }) => dropBy(tool, tables, namespace, packetsOf(asked, isReply)) ?? []),
      ...dropsByRules(gapOf(asked, isReply), listed),
    ]);
    return cause === undefined ? [] : [{ ...asked, cause }];
  });
}

const commandsIn = (namespace: string): readonly Command[] => [
  { argv: within(namespace, 'nft', '-j', 'list', 'ruleset'), input },
  { argv: within(namespace, 'nft', '-a', 'list', 'ruleset'), input },
  ...ipTools.map(({ save }): Command => ({ argv: within(namespace, save), input })),
];

type Question = Omit<StoppedQuestion, 'cause'>;
type Hook = 'prerouting' | 'forward' | 'postrouting';

/** A port that clients choose. */
const clientPort = 40_000;

/** The question or its answer at the hooks of the router; what translation makes of an address there is left open. */
function packetsOf({ guest, resolver, outer }: Question, isReply: boolean): readonly (readonly [Hook, Packet])[] {
  const [inner, outside] = [guest.gateway.stop.device, outer.stop.device];
  const address = guest.stop.address;
  const forwarded: Packet = {
    ...(isReply ? { in: outside, out: inner } : { in: inner, out: outside }),
    ...(isReply ? { source: resolver, destination: address } : { source: address, destination: resolver }),
    ...(isReply
      ? { sourcePort: dnsPort, destinationPort: clientPort, state: 'ESTABLISHED' }
      : { sourcePort: clientPort, destinationPort: dnsPort, state: 'NEW' }),
    ...{ portIn: null, portOut: null, ethernetType: 0x0800, protocol: 'udp', icmpType: null },
  };
  return [
    ['prerouting', { ...forwarded, out: undefined, ...(isReply ? { destination: undefined } : {}) }],
    ['forward', forwarded],
    ['postrouting', { ...forwarded, in: null }],
  ];
}

/** A rule or a policy that drops one of them, if no agent wrote it. */
function dropBy(
  tool: Tool,
  tables: readonly Table[],
  namespace: string,
  packets: readonly (readonly [Hook, Packet])[],
): Cause | undefined {
  for (const [hook, packet] of packets) {
    const { verdict, decision } = walkRules(tables, hook, packet);
    if (decision === undefined || (verdict !== 'dropped' && verdict !== 'rejected')) continue;
    return isAgents(decision.chain) ? undefined : causeOf(tool, tables, namespace, decision);
  }
  return undefined;
}

function causeOf(tool: Tool, tables: readonly Table[], namespace: string, decision: Decision): Cause {
  const counted = countedIn(tables, decision);
  return {
    blocker: 'iptables-rule',
    certainty: 'decided',
    thing: `${namespace} ${tool.save} ${counted.table} ${counted.chain} ${counted.text}`,
    summary: summaryOf(tool, namespace, counted),
    evidence: [{ command: within(namespace, tool.save), where: namespace, output: counted.text }],
    fix: deletion(tool, namespace, counted),
  };
}

const gapOf = ({ guest, resolver, outer }: Question, isReply: boolean): Gap => {
  const { gateway, stop, router } = guest;
  const { namespace } = router;
  const [inner, outside] = [gateway.stop.device, outer.stop.device];
  const [from, to] = isReply ? [outside, inner] : [inner, outside];
  return {
    after: { device: from, namespace, direction: 'in' },
    before: { device: to, namespace, direction: 'out' },
    segment: { kind: 'stack', namespace, in: from, out: to },
    crossing: { from: stop, to: gateway.stop, isInjected: false },
    isBack: isReply,
    arp: undefined,
    isForOther: false,
    packet: {
      ...(isReply ? { src: resolver, dst: stop.address } : { src: stop.address, dst: resolver }),
      proto: { name: 'udp', port: dnsPort },
      srcPort: undefined,
      isReply,
      bytes: 57,
    },
    translations: [],
  };
};
