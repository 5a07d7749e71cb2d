import type * as z from 'zod';
import { arp } from './arp.ts';
import { dhcp } from './dhcp.ts';
import { ping } from './ping.ts';
import type { ProbeKind } from './probe-kind.ts';
import { tcp } from './tcp.ts';

/** What a step can send. */
export const probeKinds = [dhcp, ping, tcp, arp] as const;

export type Probe = z.infer<(typeof probeKinds)[number]['schema']>;

/** The kind of what a step sends. */
export function probeKindOf(sent: Probe): ProbeKind<Probe> {
  const kind = probeKinds.find(({ name }) => (typeof sent === 'string' ? sent === name : name in sent));
  if (kind === undefined) throw new Error(`no kind of probe: ${JSON.stringify(sent)}`);
  return kind as ProbeKind<Probe>;
}
