import type { CauseLayer } from '../../topology/traces.ts';
import type { Stop } from '../journey.ts';
import { isOutside } from '../layers.ts';
import type { Gap } from '../trace.ts';

/** A device of a gap, where packets go in or come out of it. */
export interface GapDevice {
  readonly device: string;
  readonly namespace: string | undefined;
  /** `in`: the packet comes from it into the gap; `out`: it is to leave by it. */
  readonly side: 'in' | 'out';
}

/** The devices on both sides of a gap, and those that stand in it. */
export function devicesOf({ after, before, segment, crossing }: Gap): readonly GapDevice[] {
  const given = [
    ...(after?.direction === 'in' ? [{ ...after, side: 'in' as const }] : []),
    ...(before?.direction === 'out' ? [{ ...before, side: 'out' as const }] : []),
    // What has left one side of a veth pair or of the switch comes in on the other.
    ...(after?.direction === 'out' ? [{ ...after, side: 'out' as const }] : []),
    ...(before?.direction === 'in' ? [{ ...before, side: 'in' as const }] : []),
  ];
  const own =
    segment.kind === 'stack' && before === undefined && after === undefined && crossing.from.kind === 'stack'
      ? [{ device: crossing.from.device, namespace: crossing.from.namespace, side: 'out' as const }]
      : [];
  return [...given, ...own].map(({ device, namespace, side }) => ({ device, namespace, side }));
}

/** Where the packet is to go once it is through the gap: routers may translate its target on the way. */
export const targetOf = ({ crossing, packet, before }: Gap): string =>
  before !== undefined && crossing.to.kind === 'guest' ? crossing.to.address : packet.dst;

export const macOf = (stop: Stop): string | undefined => (stop.kind === 'outside' ? undefined : stop.mac);

/** The bridges of the switch on both sides of a gap. */
export function bridgesOf({ segment }: Gap): readonly string[] {
  return segment.kind === 'switch' ? [...new Set([segment.from?.bridge ?? [], segment.to?.bridge ?? []].flat())] : [];
}

/** On the way to and from the outside, that is where it hurts. */
export const switchLayer = ({ crossing }: Gap, otherwise: CauseLayer): CauseLayer =>
  [crossing.from, crossing.to].some(isOutside) ? 'external-bridge' : otherwise;

/** A device is the affair of what has its namespace or, on the host, of the stop that it belongs to. */
export function layerOfDevice({ crossing }: Gap, { device, namespace }: GapDevice): { readonly layer?: CauseLayer } {
  if (namespace?.startsWith('qrouter-') === true) return { layer: 'router' };
  if (namespace?.startsWith('qdhcp-') === true) return { layer: 'dhcp' };
  const owner = [crossing.from, crossing.to].find((stop) => devicesOfStop(stop).includes(device));
  if (namespace !== undefined || owner === undefined) return {};
  return owner.kind === 'guest' ? { layer: 'tap' } : owner.kind === 'stack' ? { layer: 'host-route' } : {};
}

function devicesOfStop(stop: Stop): readonly string[] {
  if (stop.kind === 'stack') return [stop.device];
  return stop.kind === 'guest' ? [stop.tap, ...Object.values(stop.hybrid ?? {})] : [stop.uplink];
}
