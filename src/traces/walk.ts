import type { Host } from '../host/host.ts';
import { dhcpServerPort } from '../packets/capture/filter.ts';
import { captureWords, keptBytes } from '../probes/capture.ts';
import { packetOutFailure } from '../probes/packet-out.ts';
import { type Journey, stepsOf } from './journey.ts';
import { metadataPort, sshPort } from './journeys.ts';
import { isAnsweredBy, patientRound, type Round, sendCommands } from './send.ts';
import { type Trace, traceOf } from './trace.ts';
import { startWatch, type Watch } from './watch.ts';

/**
 * How long an answer to what is put into the switch may take: at least and at most, and how many times as long as the
 * slowest that came, which tells how slow this host is. Who gets no answer at first is asked again in any case.
 */
const patience = { atFirst: { leastMs: 250, times: 1 }, closer: { leastMs: 500, times: 3 } } as const;
const mostWaitMs = 3000;
/** What tcpdump takes to hand over what came last. */
const handOverMs = 100;

/** The recording is from before this journey was among those that are walked. */
const notRecorded = Symbol('not recorded');

/** Whether its answer came to who sent it, as far as that is known, or why it was not sent. */
type Sent = boolean | undefined | string | typeof notRecorded;

const usualPorts = [sshPort, metadataPort];

/** Ours, and by ARP; TCP without what flows in connections; UDP of the ports that are asked. */
const filterOf = (journeys: readonly Journey[]): string => {
  const asked = new Set([
    dhcpServerPort,
    ...journeys.flatMap(({ proto }) => (proto.name === 'udp' ? [proto.port] : [])),
  ]);
  const ports = new Set([
    ...usualPorts,
    ...journeys.flatMap(({ proto }) => (proto.name === 'tcp' ? [proto.port] : [])),
  ]);
  const opening = 'tcp[tcpflags] & (tcp-syn|tcp-rst) != 0';
  return [
    'icmp',
    'arp',
    ...[...asked].map((port) => `(udp port ${port})`),
    `(${opening} and (${[...ports].map((port) => `port ${port}`).join(' or ')}))`,
  ].join(' or ');
};

/**
 * Sends the packets of journeys side by side, and tells what became of each; undefined where a recording holds nothing of
 * it. `isFollowed`: looks into the namespaces on the way too. Judges only once all captures have ended, so that a recording
 * is judged as the host was.
 */
export async function walk(
  host: Host,
  journeys: readonly Journey[],
  round: Round,
  isFollowed: boolean,
): Promise<readonly Trace[] | undefined> {
  if (journeys.length === 0) return [];
  const namespaces = isFollowed
    ? [...new Set([undefined, ...journeys.flatMap((each) => stepsOf(each).map(({ point }) => point.namespace))])]
    : [undefined];
  const isLive = host.source === 'local' || host.source === 'ssh';
  const { filter, watch } = await watchFor(host, namespaces, journeys, isLive);
  const said = new Map<Journey, Sent>();
  if (watch.trouble === undefined) await sendAll(host, journeys, round, isFollowed, watch, said);
  await watch.end();
  const capture = captureWords('any', filter, keptBytes.headers);
  if (watch.trouble === undefined)
    return journeys
      .filter((journey) => said.get(journey) !== notRecorded)
      .map((journey) => ({ ...judge(journey, round, watch, said.get(journey)), capture }));
  return isLive ? journeys.map((journey) => unknownTrace(journey, watch.trouble ?? '')) : undefined;
}

/** In a recording from before UDP was asked, the capture of the other journeys stands under the words that it had then. */
async function watchFor(
  host: Host,
  namespaces: readonly (string | undefined)[],
  journeys: readonly Journey[],
  isLive: boolean,
): Promise<{ readonly filter: string; readonly watch: Watch }> {
  const filter = filterOf(journeys);
  const watch = await startWatch(host, namespaces, filter, 2 * mostWaitMs);
  const earlier = filterOf(journeys.filter(({ proto }) => proto.name !== 'udp'));
  if (isLive || watch.trouble === undefined || earlier === filter) return { filter, watch };
  return { filter: earlier, watch: await startWatch(host, namespaces, earlier, 2 * mostWaitMs) };
}

function judge(journey: Journey, round: Round, watch: Watch, said: Sent): Trace {
  if (typeof said === 'string') return unknownTrace(journey, said);
  if (said === notRecorded) return unknownTrace(journey, 'not recorded');
  return traceOf(journey, {
    rounds: [round.number],
    isWatched: watch.isWatched,
    at: watch.at,
    errors: watch.errors(),
    isAnswered: journey.sender.by === 'stack' ? said : undefined,
  });
}

/** Sends, and waits for answers: for as long as those that came say is enough. */
async function sendAll(
  host: Host,
  journeys: readonly Journey[],
  round: Round,
  isFollowed: boolean,
  watch: Watch,
  said: Map<Journey, Sent>,
): Promise<void> {
  let slowest = 0;
  const [bySwitch, byStack] = [journeys.filter(isBySwitch), journeys.filter((journey) => !isBySwitch(journey))];
  let putInAt = 0;
  const putIn = async () => {
    for (const [journey, result] of await putIntoSwitch(host, bySwitch, round)) said.set(journey, result);
    putInAt = performance.now();
  };
  const send = async () => {
    for (const { journey, answer, milliseconds } of await sendByStack(host, byStack, round)) {
      said.set(journey, answer);
      if (answer === true) slowest = Math.max(slowest, milliseconds);
    }
  };
  await Promise.all([putIn(), send()]);
  const isOpen = (journey: Journey) => judge(journey, round, watch, said.get(journey)).outcome !== 'answered';
  let answered = 0;
  const isEnough = () => {
    // What was answered is not judged again with each packet that comes.
    for (let next = journeys[answered]; next !== undefined && !isOpen(next); next = journeys[answered]) answered += 1;
    return answered === journeys.length;
  };
  const { leastMs, times } = isFollowed ? patience.closer : patience.atFirst;
  const waitMs = Math.min(mostWaitMs, Math.max(leastMs, times * slowest));
  // The tools of the stack have waited for their own answers by now, and what was put in had this time too.
  const waitedMs = performance.now() - putInAt;
  await watch.until(Math.max(handOverMs, waitMs - waitedMs), isEnough);
}

export const unknownTrace = (journey: Journey, reason: string): Trace => ({
  journey,
  outcome: 'unknown',
  hops: [],
  gap: undefined,
  rejection: undefined,
  reason,
  isSent: false,
  answerers: [],
});

const isBySwitch = ({ sender }: Journey): boolean => sender.by === 'switch';

/** Puts the packets of journeys into their switches; of each journey, why it could not be sent. */
async function putIntoSwitch(
  host: Host,
  journeys: readonly Journey[],
  round: Round,
): Promise<ReadonlyMap<Journey, Sent>> {
  // All in one: a shell that sends many costs less than a shell for each.
  const commands = journeys.map((journey) => sendCommands(journey, round));
  const results = (await host.run(commands.flat())).values();
  return new Map(
    journeys.map((journey, index): [Journey, Sent] => {
      const own = (commands[index] ?? []).map((command) => ({ command, result: results.next().value }));
      if (own.some(({ result }) => result?.kind === 'not-recorded')) return [journey, notRecorded];
      const failures = own.map(({ command, result }) => packetOutFailure(command, result));
      return [journey, failures.find((failure) => failure !== undefined)];
    }),
  );
}

/** Those of some journeys whose answer comes to the tool that sends, if only late. */
export async function answeredLate(host: Host, journeys: readonly Journey[]): Promise<readonly Journey[]> {
  if (journeys.length === 0) return [];
  const sent = await sendByStack(host, journeys, patientRound);
  return sent.filter(({ answer }) => answer === true).map(({ journey }) => journey);
}

/** Of each journey, whether the answer came to who sent and how long the slowest took, or why nothing was sent. */
async function sendByStack(
  host: Host,
  journeys: readonly Journey[],
  round: Round,
): Promise<readonly { journey: Journey; answer: boolean | string; milliseconds: number }[]> {
  const commands = journeys.map((journey) => sendCommands(journey, round));
  const results = (await host.run(commands.flat())).values();
  return journeys.map((journey, index) => {
    const own = (commands[index] ?? []).flatMap(() => results.next().value ?? []);
    const answers = own.map((result) => isAnsweredBy(journey, result));
    const milliseconds = Math.max(0, ...own.map((result) => (result.kind === 'exited' && result.milliseconds) || 0));
    if (answers.includes(true)) return { journey, answer: true, milliseconds };
    const refused = `\`${commands[index]?.[0]?.argv.join(' ')}\` could not be run`;
    return { journey, answer: answers.includes(false) ? false : refused, milliseconds };
  });
}
