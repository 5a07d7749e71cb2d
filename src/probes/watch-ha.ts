import pLimit from 'p-limit';
import { type Known, known, unknown, valuesOf } from '../facts/known.ts';
import type { Host } from '../host/host.ts';
import { type Advertisement, protocolVrrp, readAdvertisement } from '../packets/vrrp.ts';
import type { HaRouter } from '../topology/ha-routers.ts';
import {
  type AskedGateway,
  type GatewayQuestion,
  type HaSources,
  type HaWatch,
  isContested,
  questionFor,
} from '../topology/ha-watches.ts';
import type { Subject } from '../topology/subject.ts';
import { askUntilAnswered } from './arp-probe.ts';
import { type Capture, startCapture } from './capture.ts';

/** So many routers at a time; each has a capture. */
const concurrency = 6;
/** A node may have hundreds of them: what stops VRRP stops it for all. */
const mostWatched = 12;

export const vrrpFilter = `ip proto ${protocolVrrp}`;

/** Neutron's `ha_vrrp_advert_int` is 2 s, and timers of a busy host are late. */
const intervalMs = 2500;
/** After three intervals and less than one more without an announcement another node takes over (RFC 3768, 6.1). */
const takeOverMs = 8500;

/** Listens for what the nodes of HA routers announce, and asks for the gateways of those that stand by. */
export async function watchHa(
  host: Host,
  topology: HaSources,
  isInScope: (subject: Subject) => boolean,
): Promise<Known<readonly HaWatch[]>> {
  if (!topology.haRouters.known) return unknown(topology.haRouters.reason);
  // A switch that does not answer has a finding of its own, and carries nothing.
  const isDead = valuesOf(topology.daemons).some(({ daemon }) => daemon.known && !daemon.value.answers);
  if (isDead) return known([]);
  const wanted = topology.haRouters.value.filter(({ subject }) => isInScope(subject)).slice(0, mostWatched);
  const watches = await pLimit(concurrency).map(wanted, (ha) => watchOne(host, ha, topology));
  return known(watches.flat());
}

/** Nothing of one whose HA port is down or gone, which has a finding of its own. */
async function watchOne(host: Host, ha: HaRouter, topology: HaSources): Promise<readonly HaWatch[]> {
  const { subject, router, isActive } = ha;
  const device = ha.device.known ? ha.device.value : undefined;
  const question = questionFor(ha, topology);
  if (device === undefined || device.isUp === false || !isActive.known) return [];
  if (!isActive.value && question === undefined) return [];
  const capture = startCapture(
    host,
    { device: device.name, namespace: router.namespace },
    { filter: vrrpFilter, milliseconds: takeOverMs, read: (packet) => [readAdvertisement(packet) ?? []].flat() },
  );
  await capture.started;
  const asked = isActive.value ? await listen(host, ha, capture) : question && (await ask(host, question));
  return [{ subject, ha, asked: asked ?? undefined, advertisements: await capture.end() }];
}

/** For an interval, and where more than one node speaks, for as long as a change of nodes takes. */
async function listen(host: Host, ha: HaRouter, { packets }: Capture<Advertisement>): Promise<void> {
  await host.wait(intervalMs);
  if (isContested(ha, packets)) await host.wait(takeOverMs - intervalMs);
}

/** Until somebody answers, or one of the nodes has had the time to take over. */
async function ask(host: Host, question: GatewayQuestion): Promise<AskedGateway> {
  const { server, port, device, mac, own, gateway } = question;
  const ofport = port.interface?.ofport ?? -1;
  const asker = { device, namespace: server.namespace, bridge: port.port.bridge, ofport, mac, address: own.address };
  const isAnswered = await askUntilAnswered(host, asker, gateway, takeOverMs);
  return { address: gateway, server: server.namespace, device, isAnswered, seconds: takeOverMs / 1000 };
}
