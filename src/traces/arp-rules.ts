import { within } from '../facts/within.ts';
import type { Command, Host } from '../host/host.ts';
import { isInRange } from '../topology/addresses.ts';
import type { StackStop } from './ends.ts';
import { type Cause, whereOf } from './gap/blocker.ts';
import { arptables, type Counted, deletion, readSaved, summaryOf } from './gap/iptables.ts';
import { listedRules } from './gap/nft-ruleset.ts';
import { dropsByRules } from './gap/nftables.ts';
import type { Crossing, Journey } from './journey.ts';
import type { Gap } from './trace.ts';

/*
 * What a stack asks by ARP is put into the switch in its name, behind its own rules for what it sends; and the answer fills
 * its table of neighbours, so that its packets then find their way. Whether it could ask by itself, its rules tell.
 */

/** Each costs some processes. */
const mostNamespaces = 16;
const input = 'asking\n';

/** The journeys by ARP that their senders' own rules would not let out, each with what drops the request. */
export async function stoppedAsking(
  host: Host,
  journeys: readonly Journey[],
): Promise<readonly { readonly journey: Journey; readonly device: string; readonly cause: Cause }[]> {
  const asking = journeys.flatMap((journey) => {
    const [crossing] = journey.crossings;
    return journey.proto.name === 'arp' && crossing?.from.kind === 'stack'
      ? [{ journey, crossing, from: crossing.from }]
      : [];
  });
  if (asking.length === 0) return [];
  // The host first: it asks for all routers.
  const namespaces = [...new Set([undefined, ...asking.map(({ from }) => from.namespace)])].slice(0, mostNamespaces);
  const commands = namespaces.map(commandsIn);
  const results = await host.run(commands.flat());
  const texts = results.map((result) => (result.kind === 'exited' && result.exitCode === 0 ? result.stdout : ''));
  const rules = new Map(
    namespaces.map((namespace, at) => {
      const [saved = '', json = '', text = ''] = texts.slice(at * 3, at * 3 + 3);
      return [namespace, { saved, listed: listedRules(json, text) }];
    }),
  );
  return asking.flatMap(({ journey, crossing, from }) => {
    const own = rules.get(from.namespace);
    if (own === undefined) return [];
    const [cause] = [
      ...byArptables(own.saved, from, crossing.to.address),
      ...dropsByRules(gapOf(crossing, from), own.listed),
    ];
    return cause === undefined ? [] : [{ journey, device: from.device, cause }];
  });
}

const commandsIn = (namespace: string | undefined): readonly Command[] => [
  { argv: within(namespace, arptables.save, '-c'), input },
  { argv: within(namespace, 'nft', '-j', 'list', 'ruleset'), input },
  { argv: within(namespace, 'nft', '-a', 'list', 'ruleset'), input },
];

const gapOf = (crossing: Crossing, { device, namespace, address }: StackStop): Gap => ({
  after: undefined,
  before: { device, namespace, direction: 'out' },
  segment: { kind: 'stack', namespace, in: undefined, out: device },
  crossing: { ...crossing, isInjected: false },
  isBack: false,
  arp: 'request',
  isForOther: false,
  packet: {
    ...{ src: address, dst: crossing.to.address, proto: { name: 'arp' } },
    ...{ srcPort: undefined, isReply: false, bytes: 28 },
  },
  translations: [],
});

/** The first rule of OUTPUT that decides on the request, if it drops it. */
function byArptables(saved: string, from: StackStop, target: string): readonly Cause[] {
  const { namespace } = from;
  const rules = readSaved(saved).filter(({ chain }) => chain === 'OUTPUT');
  // A policy stands above the rules, and decides when none of them did.
  for (const rule of rules.toSorted((one, other) => Number(one.number === 0) - Number(other.number === 0))) {
    const isMet = meets(rule, from, target);
    if (isMet === false) continue;
    if (isMet === undefined || rule.verdict !== 'DROP') return [];
    return [
      {
        blocker: 'iptables-rule',
        certainty: 'decided',
        summary: summaryOf(arptables, namespace, rule),
        evidence: [{ command: within(namespace, arptables.save), where: whereOf(namespace), output: rule.text }],
        fix: deletion(arptables, namespace, rule),
      },
    ];
  }
  return [];
}

/** arptables(8): whether a request meets all that a rule asks for; undefined where that can't be told. */
function meets({ spec }: Counted, { device, address, mac }: StackStop, target: string): boolean | undefined {
  let isSure = true;
  for (let at = 0; at < spec.length; at += 2) {
    const [option = '', value = ''] = [spec[at], spec[at + 1]];
    const range = value.includes('/') ? value : `${value}/32`;
    switch (option) {
      case '-j':
      case '--h-length':
      case '--h-type':
      case '--proto-type':
        break;
      case '-i':
        return false;
      case '-o':
        if (value.endsWith('+') ? !device.startsWith(value.slice(0, -1)) : value !== device) return false;
        break;
      case '--opcode':
        if (value !== '1' && value.toLowerCase() !== 'request') return false;
        break;
      case '-s':
        if (!isInRange(address, range)) return false;
        break;
      case '-d':
        if (!isInRange(target, range)) return false;
        break;
      case '--src-mac':
        if (value.toLowerCase() !== mac?.toLowerCase()) return false;
        break;
      default:
        isSure = false;
    }
  }
  return isSure ? true : undefined;
}
