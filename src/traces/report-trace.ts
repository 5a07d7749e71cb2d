import type { Subject } from '../topology/subject.ts';
import type { CauseLayer, Rivals, TraceCause, WalkedTrace } from '../topology/traces.ts';
import type { Found } from './explain-gaps.ts';
import type { Cause } from './gap/blocker.ts';
import { gapKey, placeText, subjectOf } from './gaps.ts';
import { type Journey, type Proto, placeName } from './journey.ts';
import { layerOfPlace } from './layers.ts';
import type { Gap, Trace } from './trace.ts';

/** A trace as reports tell it. */
export function published(trace: Trace, cause: Found | undefined): WalkedTrace {
  const { journey, gap, reason } = trace;
  const isDelivered = trace.outcome === 'delivered';
  const outcome =
    cause?.isMeant === true
      ? ('filtered' as const)
      : isDelivered && cause?.certainty === 'decided'
        ? ('misdelivered' as const)
        : trace.outcome;
  const isFailed = outcome === 'lost' || outcome === 'rejected' || outcome === 'misdelivered';
  // It was answered, but nothing of it was seen: unless it is known who took it, it went a way that is not known.
  if (outcome === 'misdelivered' && gap?.after === undefined && gap?.isForOther === false && cause === undefined)
    return published({ ...trace, outcome: 'unknown', gap: undefined, reason: notSeenText(trace) }, undefined);
  return {
    subject: journey.subject,
    id: journey.id,
    from: journey.from,
    to: journey.to,
    proto: protoText(journey.proto),
    bytes: journey.bytes,
    outcome,
    hops: hopsOf(trace),
    gap: gap && { after: gap.after && placeName(gap.after), before: gap.before && placeName(gap.before) },
    cause: isFailed && gap !== undefined ? causeOf(trace, gap, cause) : undefined,
    isFirst: false,
    reason,
    rivals: rivalsOf(trace),
  };
}

const protoText = (proto: Proto): string => ('port' in proto ? `${proto.name}:${proto.port}` : proto.name);

/** Addresses of routers are theirs alone; who answers for what is beyond the host, nothing here tells. */
function rivalsOf({ journey, answerers, capture }: Trace): Rivals | undefined {
  const to = journey.crossings.at(-1)?.to;
  if (to?.kind !== 'stack' || to.namespace?.startsWith('qrouter-') !== true || to.mac === undefined) return undefined;
  const { address, device, namespace, mac } = to;
  const others = answerers.filter((each) => each !== mac);
  return others.length === 0 ? undefined : { address, device, namespace, mac, others, capture: capture ?? [] };
}

const hopsOf = ({ hops }: Trace): WalkedTrace['hops'] =>
  hops.map(({ point, verdict, text }) => ({
    device: point.device,
    where: point.namespace ?? 'host',
    direction: point.direction,
    verdict,
    text,
  }));

const notSeenText = ({ journey, gap }: Trace): string =>
  `${journey.from} got an answer from ${journey.to}, but no packet was seen at ${gap?.before && placeName(gap.before)}`;

function causeOf(trace: Trace, gap: Gap, cause: Found | undefined): TraceCause {
  const { journey, rejection } = trace;
  const affects = [journey.subject];
  if (cause !== undefined) return causeIn(cause, cause.layer, cause.subject, journey);
  const what =
    gap.arp === undefined ? (gap.isBack ? 'the answer' : 'it') : `the ARP ${gap.arp} for ${gap.crossing.to.address}`;
  const place = placeText(gap);
  const error = rejection === undefined ? '' : `; ${rejection.from} says ICMP ${rejection.type}/${rejection.code}`;
  return {
    key: gapKey(gap),
    layer: layerOfPlace(gap, journey),
    blocker: undefined,
    isTransient: false,
    thing: undefined,
    owner: undefined,
    subject: subjectOf(gap, journey),
    affects,
    summary: `Packets from ${journey.from} to ${journey.to} get lost: ${what} was ${place}${error}.`,
    evidence:
      trace.capture === undefined
        ? []
        : [{ command: trace.capture, where: 'host', output: hopLines({ hops: hopsOf(trace) }), isSeen: true }],
    fix: null,
  };
}

export const hopLines = ({ hops }: Pick<WalkedTrace, 'hops'>): string =>
  hops
    .map(
      ({ verdict, text, direction, device, where }) =>
        `${verdict}: ${text} ${direction} at ${device}${where === 'host' ? '' : ` in ${where}`}`,
    )
    .join('\n');
/** A cause as reports tell it. */
export function causeIn(cause: Cause, layer: CauseLayer, subject: Subject, journey: Journey): TraceCause {
  const { blocker, isTransient = false, isDoubtful, thing, owner, summary, evidence, fix } = cause;
  // What one fix mends is one fault, whether packets showed it, in either direction, or the rules that were read.
  const key =
    fix === null
      ? `${blocker} ${thing ?? summary}`
      : JSON.stringify(fix.commands.map((command) => command.join(' ')).toSorted());
  const affects = [journey.subject];
  const doubt = isDoubtful === true ? { isDoubtful } : {};
  return { key, layer, blocker, isTransient, ...doubt, thing, owner, subject, affects, summary, evidence, fix };
}

/** One thing that stops many is one finding. */
export function reportedOnce(traces: readonly WalkedTrace[]): readonly WalkedTrace[] {
  const keys = new Set<string>();
  const reportedRivals = new Set<string>();
  return traces.map((each) => {
    const trace = withoutReportedRivals(each, reportedRivals);
    const { cause } = trace;
    if (cause === undefined) return trace;
    const isFirst = !keys.has(cause.key);
    keys.add(cause.key);
    const same = traces.flatMap((each) => (each.cause?.key === cause.key ? each.cause : []));
    const affects = same.flatMap((each) => each.affects);
    // What stops more than requests for metadata is no matter of metadata.
    const layer = same.find((each) => each.layer !== 'metadata')?.layer ?? cause.layer;
    return { ...trace, isFirst, cause: { ...cause, layer: cause.layer === 'metadata' ? layer : cause.layer, affects } };
  });
}

/** Whoever asks for an address hears the same. */
function withoutReportedRivals(trace: WalkedTrace, reported: Set<string>): WalkedTrace {
  if (trace.rivals === undefined) return trace;
  const { namespace, device, address } = trace.rivals;
  const key = `${namespace} ${device} ${address}`;
  if (reported.has(key)) return { ...trace, rivals: undefined };
  reported.add(key);
  return trace;
}
