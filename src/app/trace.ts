import { UserError } from '../errors.ts';
import { gatherFacts } from '../facts/index.ts';
import { buildTopology } from '../topology/build.ts';
import { factsUnder } from '../topology/index.ts';
import type { WalkedTrace } from '../topology/traces.ts';
import { journeyBetween, placesOf } from '../traces/between.ts';
import { findEnds } from '../traces/find-ends.ts';
import type { Proto } from '../traces/journey.ts';
import { walkOne } from '../traces/watch-traces.ts';
import { openHost, type Target } from './open-host.ts';

export interface TraceRequest {
  readonly from: string;
  readonly to: string;
  /** `icmp`, `arp`, `dhcp`, `metadata`, `tcp:PORT` or `udp:PORT`. */
  readonly proto: string;
}

/** Sends one kind of packet from one place to another, and follows it. */
export async function traceBetween(
  { from, to, proto }: TraceRequest,
  target: Target,
  interrupt: AbortSignal,
): Promise<WalkedTrace> {
  const kind = protoOf(proto);
  const host = await openHost(target, interrupt);
  try {
    const facts = await gatherFacts(host, [...factsUnder(['traces'])]);
    const guests = findEnds(buildTopology(facts, host.name), () => true, []);
    const [here, there] = placesOf(from, kind.place ?? to, guests);
    const journey = journeyBetween(here, there, kind.proto, guests);
    return await walkOne(host, journey);
  } finally {
    await host.close?.();
  }
}

/** What to send, and where to, where the protocol says that. */
function protoOf(text: string): { readonly proto: Proto; readonly place?: string } {
  const [, name, port] = text.match(/^(tcp|udp):(\d{1,5})$/) ?? [];
  if (port !== undefined && Number(port) > 0 && Number(port) < 65_536)
    return { proto: { name: name === 'udp' ? 'udp' : 'tcp', port: Number(port) } };
  switch (text) {
    case 'icmp':
    case 'arp':
      return { proto: { name: text } };
    case 'dhcp':
      return { proto: { name: 'dhcp' }, place: 'dhcp' };
    case 'metadata':
      return { proto: { name: 'tcp', port: 80 }, place: 'metadata' };
    default:
      throw new UserError(`Unknown protocol ${text}.`, {
        hint: 'Use icmp, arp, dhcp, metadata, or tcp: or udp: with a port, such as tcp:22.',
      });
  }
}
