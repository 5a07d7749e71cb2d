import { type Known, mapKnown, unknown } from '../facts/known.ts';
import type { Command, Host } from '../host/host.ts';
import { type ArpPacket, encodeArpRequest, readArp } from '../packets/arp.ts';
import { type Capture, type Place, startCapture } from './capture.ts';
import { packetOutFailure, packetOutWords } from './packet-out.ts';
import { signalOnce } from './signal.ts';

/** In whose name is asked: a router's port on the switch, and its device where answers come out. */
export interface Asker extends Place {
  readonly bridge: string;
  readonly ofport: number;
  readonly mac: string;
  readonly address: string;
}

/** How long an answer may take; guests answered in 0.3 ms when measured, but hosts are busy. */
const answerMs = 300;
/** How long a second one that claims the same address may be slower. */
const othersMs = 50;
const tries = 3;

/** Asks for addresses, twice those that stay silent, and gives what came back to the asker. */
export async function askForAll(
  host: Host,
  asker: Asker,
  addresses: readonly string[],
): Promise<Known<readonly ArpPacket[]>> {
  const isAnswered = (address: string) => capture.packets.some((packet) => isAnswerOf(packet, address));
  const heard = signalOnce();
  const capture = captureArp(host, asker, 'arp', heard.ring);
  const began = await capture.started;
  let failure = began.known ? undefined : began.reason;
  for (let round = 1; round < tries && failure === undefined; round += 1) {
    const silent = addresses.filter((address) => !isAnswered(address));
    failure = await ask(host, asker, silent);
    if (failure === undefined) await heard.until(host, answerMs, () => addresses.every(isAnswered));
  }
  if (failure === undefined) await host.wait(othersMs);
  const packets = await capture.end();
  return failure === undefined ? packets : unknown(failure);
}

/** Asks for one address and follows the request, and the answer, past every place. */
export async function followRequest(
  host: Host,
  asker: Asker,
  address: string,
  places: readonly Place[],
): Promise<readonly Known<readonly ArpPacket[]>[]> {
  const heard = signalOnce();
  const filter = arpFilter(address);
  const captures = [asker, ...places].map((place) => captureArp(host, place, filter, heard.ring));
  await Promise.all(captures.map(({ started }) => started));
  let failure: string | undefined;
  const isBack = () => captures[0]?.packets.some((packet) => isAnswerOf(packet, address)) === true;
  for (let round = 0; round < tries && failure === undefined && !isBack(); round += 1) {
    failure = await ask(host, asker, [address]);
    if (failure === undefined) await heard.until(host, answerMs, isBack);
  }
  const seen = await Promise.all(captures.map((capture) => capture.end()));
  return failure === undefined ? seen : seen.map(() => unknown(failure ?? ''));
}

/** Asks for one address again and again until it is answered, or for so long; gives whether it was. */
export async function askUntilAnswered(
  host: Host,
  asker: Asker,
  address: string,
  milliseconds: number,
): Promise<Known<boolean>> {
  const isAnswered = () => capture.packets.some((packet) => isAnswerOf(packet, address));
  const heard = signalOnce();
  const capture = captureArp(host, asker, arpFilter(address), heard.ring, milliseconds);
  const began = await capture.started;
  let failure = began.known ? undefined : began.reason;
  for (let passed = 0; passed < milliseconds && failure === undefined && !isAnswered(); passed += answerMs) {
    failure = await ask(host, asker, [address]);
    if (failure === undefined) await heard.until(host, answerMs, isAnswered);
  }
  const packets = await capture.end();
  if (failure !== undefined) return unknown(failure);
  return mapKnown(packets, (all) => all.some((packet) => isAnswerOf(packet, address)));
}

/** What is captured of ARP for an address. */
export const arpFilter = (address: string): string => `arp and host ${address}`;

const captureArp = (
  host: Host,
  place: Place,
  filter: string,
  onPacket: () => void,
  milliseconds = tries * answerMs,
): Capture<ArpPacket> =>
  startCapture(host, place, {
    filter,
    milliseconds,
    read: (captured) => [readArp(captured) ?? []].flat(),
    onPacket,
  });

export const isAnswerOf = ({ operation, senderIp }: ArpPacket, address: string): boolean =>
  operation === 'reply' && senderIp === address;

/** Puts requests into the switch as if the asker's device had sent them; gives why that failed. */
async function ask(host: Host, asker: Asker, addresses: readonly string[]): Promise<string | undefined> {
  const commands = addresses.map((targetIp): Command => {
    const frame = encodeArpRequest({ srcMac: asker.mac, srcIp: asker.address, targetIp });
    return { argv: packetOutWords(asker.bridge, asker.ofport, Buffer.from(frame).toString('hex')) };
  });
  const results = await host.run(commands);
  const failures = commands.map((command, index) => packetOutFailure(command, results[index]));
  return failures.find((failure) => failure !== undefined);
}
