import { failureOf } from '../../facts/result.ts';
import type { Command, CommandResult, Host } from '../../host/host.ts';
import { encodeArpRequest } from '../../packets/arp.ts';
import { packetOutWords } from '../../probes/packet-out.ts';
import type { Journey } from '../journey.ts';
import { sendCommands } from '../send.ts';
import type { Gap } from '../trace.ts';
import type { Blocker, Cause, Question, Readings } from './blocker.ts';
import { bondedPort } from './bonded-port.ts';
import { bridgePort } from './bridge-port.ts';
import { closedPort } from './closed-port.ts';
import { conntrackLimit } from './conntrack-limit.ts';
import { deviceTaken } from './device-taken.ts';
import { dropCounters } from './drop-counters.ts';
import { frameTarget } from './frame-target.ts';
import { iptables } from './iptables.ts';
import { kernelCounters } from './kernel-counters.ts';
import { linkState } from './link-state.ts';
import { neighbour } from './neighbour.ts';
import { nftables } from './nftables.ts';
import { takenByBridge } from './own-address.ts';
import { portFlags } from './port-flags.ts';
import { queueing } from './queueing.ts';
import { route } from './route.ts';
import { sentTtl } from './sent-ttl.ts';
import { spanningTree } from './spanning-tree.ts';
import { switchEntries } from './switch-entries.ts';
import { switchFlows } from './switch-flows.ts';
import { switchPort } from './switch-port.ts';
import { translation } from './translation.ts';
import { untrackedAnswer } from './untracked-answer.ts';
import { untranslated } from './untranslated.ts';
import { xfrm } from './xfrm.ts';

/** Every kind of thing that can be in a gap. Of equally certain ones the first is the cause. */
const blockers: readonly Blocker[] = [
  translation,
  untranslated,
  untrackedAnswer,
  iptables,
  nftables,
  xfrm,
  sentTtl,
  deviceTaken,
  // Routing refuses what a setting does not let it forward, and does not say so.
  kernelCounters,
  route,
  closedPort,
  neighbour,
  bridgePort,
  takenByBridge,
  frameTarget,
  bondedPort,
  switchPort,
  portFlags,
  spanningTree,
  switchEntries,
  conntrackLimit,
  switchFlows,
  queueing,
  linkState,
  // They say that something drops, and not what.
  dropCounters,
];

/** What can cut a packet's TTL, which then passes its gap and does not come far behind it. */
const ttlChangers: readonly Blocker[] = [iptables, nftables, sentTtl, switchFlows];

/** An odd number that nothing else is likely to add to a counter. */
const packets = 7;
const waitMs = 150;
/** So long it takes to send them. */
const sendingMs = 200;
/** A DHCP server answers requests one by one, and writes to its log for each. */
const serverWaitMs = 1000;
/** The switch adds up what its fast path counted twice a second. */
const switchWaitMs = 700;

/**
 * Reads what is in a gap, sends some more packets into it, reads again, and names what took them, the surest first. `nth`:
 * how many gaps of the run were looked into before.
 */
export async function causesOf(
  host: Host,
  gap: Gap,
  journey: Journey,
  { round, nth }: { readonly round: number; readonly nth: number },
): Promise<readonly Cause[]> {
  const kinds = gap.spentTtl === undefined ? blockers : ttlChangers;
  const asked = kinds.map((blocker) => ({ blocker, questions: blocker.commands(gap, journey) }));
  const questions = [
    ...new Map(asked.flatMap(({ questions: all }) => all).map((each) => [keyOf(each), each])).values(),
  ];
  const counting = questions.filter(({ counters }) => counters === true);
  const first = await readAll(host, counting, readingOf(1, nth));
  const { commands, sent } = sending(gap, journey, round);
  // Without a counter to rise, nothing has to be sent.
  if (counting.length > 0) {
    const begin = performance.now();
    await host.run(commands);
    // A tool that waits for answers has sent all that it sends long before its time is over.
    const isOver = performance.now() - begin - sendingMs;
    const isOfServer = gap.isBack && journey.proto.name === 'dhcp';
    const leastMs = isOfServer ? serverWaitMs : gap.segment.kind === 'switch' ? switchWaitMs : 0;
    await host.wait(Math.max(waitMs, leastMs - Math.max(0, isOver)));
  }
  const last = await readAll(host, questions, readingOf(2, nth));
  const readings: Readings = {
    sent,
    text: (question) => textOf(question, last.get(keyOf(question))),
    before: (question) => textOf(question, first.get(keyOf(question))),
    error: (question) => {
      const result = last.get(keyOf(question));
      return result?.kind === 'exited' ? `${result.stdout}${result.stderr}` : undefined;
    },
  };
  const causes = asked.flatMap(({ blocker, questions: own }) =>
    own.length === 0 ? [] : blocker.judge(gap, readings, journey),
  );
  return [...causes].sort((one, other) => rank(one) - rank(other));
}

const ranks = { counted: 0, decided: 1, possible: 2 } as const;
const rank = ({ certainty }: Cause): number => ranks[certainty];

const keyOf = ({ argv }: Command): string => argv.join('\0');

/** Each reading of each gap has an answer of its own in a recording: what these tools find at their input they don't read. */
const readingOf = (time: 1 | 2, nth: number): string => `reading ${time}${nth === 0 ? '' : ` of gap ${nth + 1}`}\n`;

async function readAll(
  host: Host,
  questions: readonly Question[],
  reading: string,
): Promise<ReadonlyMap<string, CommandResult>> {
  const results = await host.run(questions.map(({ argv }) => ({ argv, input: reading })));
  return new Map(
    questions.flatMap((question, index): [string, CommandResult][] => {
      const result = results[index];
      return result === undefined ? [] : [[keyOf(question), result]];
    }),
  );
}

function textOf(question: Question, result: CommandResult | undefined): string | undefined {
  if (result === undefined || failureOf(question, result) !== undefined) return undefined;
  return result.kind === 'exited' ? result.stdout : undefined;
}

/** What to send so that it comes to the gap, and how often it then passes it. */
function sending(
  gap: Gap,
  journey: Journey,
  round: number,
): { readonly commands: readonly Command[]; readonly sent: number | undefined } {
  const asker = gap.arp === 'reply' ? gap.crossing.to : gap.crossing.from;
  const asked = gap.arp === 'reply' ? gap.crossing.from : gap.crossing.to;
  if (gap.arp !== undefined && asker.kind === 'stack' && asker.end !== undefined && asker.mac !== undefined) {
    const frame = encodeArpRequest({ srcMac: asker.mac, srcIp: asker.address, targetIp: asked.address });
    const argv = packetOutWords(asker.end.bridge, asker.end.ofport, Buffer.from(frame).toString('hex'));
    return { commands: Array.from({ length: packets }, () => ({ argv })), sent: packets };
  }
  const commands = sendCommands(journey, { number: round, count: packets, seconds: 0.5 });
  // A stack sends its SYN/ACKs again, those of earlier rounds too, as nobody acknowledges them (tcp_synack_retries, tcp(7)).
  const isRepeated = journey.proto.name === 'tcp' && gap.isBack;
  return { commands, sent: gap.arp === undefined && !isRepeated ? packets : undefined };
}
