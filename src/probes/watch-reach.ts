import pLimit from 'p-limit';
import { type Known, known, unknown } from '../facts/known.ts';
import { parsed } from '../facts/result.ts';
import { type Command, type Host, runOne } from '../host/host.ts';
import type { Port } from '../topology/ports.ts';
import {
  type AskingLeg,
  type Reach,
  type ReachSources,
  type ReachTarget,
  reachTargetsOf,
} from '../topology/reaches.ts';
import type { RouterLeg } from '../topology/routers.ts';
import type { Subject } from '../topology/subject.ts';
import { type Asker, askForAll, followRequest, isAnswerOf } from './arp-probe.ts';
import { addGuestTraces } from './guest-traces.ts';

/** So many captures of routers, or followed requests, at a time. */
const concurrency = 6;
/** A node may have a thousand routers: those that ask are as many as a second allows. */
const mostAskers = 48;
/** What is lost to many is lost in one place: a few are enough to find it. */
const mostFollowed = 12;

/**
 * Lets the routers in question ask for their guests and for the provider's gateway, by ARP, and follows the requests that
 * nobody answers as they should be.
 */
export async function watchReach(
  host: Host,
  topology: ReachSources,
  isInScope: (subject: Subject) => boolean,
  wantedPorts: readonly string[],
): Promise<Known<readonly Reach[]>> {
  if (!topology.routers.known) return unknown(topology.routers.reason);
  // A switch that does not answer takes no probe, and has a finding of its own.
  const isDead =
    topology.daemons.known && topology.daemons.value.some(({ daemon }) => daemon.known && !daemon.value.answers);
  if (isDead) return known([]);
  const byLeg = new Map<RouterLeg, ReachTarget[]>();
  for (const target of reachTargetsOf(topology, isInScope)) {
    byLeg.set(target.from, [...(byLeg.get(target.from) ?? []), target]);
  }
  const stacks = [topology.hostStack, ...topology.routers.value.map(({ stack }) => stack)];
  const untold = [topology.ports, ...stacks.map(({ interfaces }) => interfaces)].find((fact) => !fact.known);
  if (byLeg.size === 0 && untold?.known === false) return unknown(untold.reason);
  const sideBySide = pLimit(concurrency);
  const groups = [...byLeg.values()].slice(0, mostAskers);
  const asked = (await sideBySide.map(groups, (group) => askTogether(host, group, wantedPorts))).flat();
  const odd = await addGuestTraces(host, asked.filter(isOdd));
  const followed = await sideBySide.map(
    [...odd].sort((one, other) => rank(one) - rank(other)).slice(0, mostFollowed),
    (reach) => follow(host, reach),
  );
  return known([...asked.filter((reach) => !isOdd(reach)), ...followed]);
}

const rank = ({ isWanted, traceOfGuest }: Reach): number => (isWanted ? 0 : traceOfGuest === undefined ? 2 : 1);

/** A router's port as one that asks. */
export const askerOf = ({ from, fromPort, mac, own }: AskingLeg): Asker => ({
  device: from.device,
  namespace: from.router.namespace,
  bridge: fromPort.port.bridge,
  ofport: fromPort.interface?.ofport ?? -1,
  mac,
  address: own.address,
});

async function askTogether(
  host: Host,
  targets: readonly ReachTarget[],
  wantedPorts: readonly string[],
): Promise<readonly Reach[]> {
  const [first] = targets;
  if (first === undefined) return [];
  const heard = await askForAll(
    host,
    askerOf(first),
    targets.map(({ address }) => address),
  );
  return targets.map((target): Reach => {
    const answers = heard.known
      ? known([
          ...new Set(
            heard.value.filter((packet) => isAnswerOf(packet, target.address)).map(({ senderMac }) => senderMac),
          ),
        ])
      : unknown(heard.reason);
    return {
      ...target,
      answers,
      points: [],
      isWanted: wantedPorts.includes(target.vm?.port.subject.portKey ?? ''),
      traceOfGuest: undefined,
      trace: unknown('not needed'),
    };
  });
}

/** Nobody answered, or not just the one who should. */
function isOdd({ answers, vm }: Reach): boolean {
  if (!answers.known) return false;
  const [first, ...others] = answers.value;
  return first === undefined || (vm !== undefined && (others.length > 0 || !vm.macs.includes(first)));
}

async function follow(host: Host, reach: Reach): Promise<Reach> {
  const { address, from, fromPort, vm, path } = reach;
  const places = path.map((device) => ({ device, namespace: undefined }));
  const seen = await followRequest(host, askerOf(reach), address, places);
  const points = [from.device, ...path].map((device, index) => ({
    device,
    packets: seen[index] ?? unknown('not checked'),
  }));
  const [atRouter, ...others] = seen;
  const answers = atRouter?.known
    ? [...atRouter.value].filter((packet) => isAnswerOf(packet, address)).map(({ senderMac }) => senderMac)
    : [];
  const both: Reach = {
    ...reach,
    points,
    // One that was busy the first time has answered now.
    answers: reach.answers.known ? known([...new Set([...reach.answers.value, ...answers])]) : reach.answers,
  };
  const [nearest] = others;
  if (answers.length > 0 || nearest?.known !== true) return both;
  // The guest asks for others by itself.
  const isOut = nearest.value.some(({ operation, senderMac }) => operation === 'request' && senderMac === reach.mac);
  const isBack = nearest.value.some((packet) => isAnswerOf(packet, address));
  if (!isOut) return { ...both, trace: await traceArp(host, fromPort, requestFlow(reach)) };
  return isBack && vm !== undefined ? { ...both, trace: await traceArp(host, vm.port, replyFlow(reach)) } : both;
}

const requestFlow = ({ mac, own, address }: Reach): string =>
  `dl_src=${mac},dl_dst=ff:ff:ff:ff:ff:ff,arp,arp_op=1,arp_sha=${mac},arp_spa=${own.address},arp_tpa=${address}`;

const replyFlow = ({ mac, own, address, vm }: Reach): string =>
  `dl_src=${vm?.mac},dl_dst=${mac},arp,arp_op=2,arp_sha=${vm?.mac},arp_spa=${address},arp_tha=${mac},arp_tpa=${own.address}`;

/** `ofproto/trace`: what the flow tables would do to such a packet; it changes nothing. */
async function traceArp(host: Host, port: Port, flow: string): Promise<Reach['trace']> {
  const words = `in_port=${port.interface?.ofport},${flow}`;
  const command: Command = { argv: ['ovs-appctl', '--timeout=5', 'ofproto/trace', port.port.bridge, words] };
  return parsed(command, await runOne(host, command), (text) => ({ command: command.argv, text }));
}
