import type { CauseLayer } from '../topology/traces.ts';
import type { Journey, Stop } from './journey.ts';
import type { Gap } from './trace.ts';

/** The layer of the place where a packet was lost, for a cause that does not say better. */
export function layerOfPlace({ segment, crossing }: Gap, journey: Journey): CauseLayer {
  switch (segment.kind) {
    case 'stack': {
      if (segment.namespace === undefined) return 'host-route';
      if (segment.namespace.startsWith('qdhcp-')) return 'dhcp';
      return journey.to === 'metadata' ? 'metadata' : 'router';
    }
    case 'switch':
      return [crossing.from, crossing.to].some(isOutside) ? 'external-bridge' : 'vlan';
    case 'bridge':
    case 'veth':
      return 'tap';
    case 'guest':
      return 'vm';
  }
}

/** The external network is where the host and the provider are neighbours of routers. */
export const isOutside = (stop: Stop): boolean =>
  stop.kind === 'outside' || (stop.kind === 'stack' && (stop.namespace === undefined || stop.device.startsWith('qg-')));
