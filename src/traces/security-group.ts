import type { Known } from '../facts/known.ts';
import type { Tables } from '../netfilter/rule.ts';
import { walkRules } from '../netfilter/walk.ts';
import type { Proto } from './journey.ts';

/** A packet that is to come to a guest. */
export interface Asked {
  readonly source: string | undefined;
  readonly destination: string;
  readonly proto: Proto;
}

/** The agent's chain for what no rule of a security group lets in (Neutron, iptables_firewall.py). */
const fallback = /-sg-fallback$/;

/**
 * Whether the security group of a guest behind a hybrid plug lets a packet in; undefined where its rules don't say. Sets
 * hold the addresses of guests, so neither a router nor a host is in one.
 */
export function admission(tables: Known<Tables>): (tap: string, qvb: string, asked: Asked) => boolean | undefined {
  const filter = tables.known ? tables.value.get('filter') : undefined;
  if (filter === undefined) return () => undefined;
  const withoutSets = {
    ...filter,
    chains: new Map(
      [...filter.chains].map(([name, chain]) => [
        name,
        { ...chain, rules: chain.rules.filter(({ matches }) => !matches.some(({ kind }) => kind === 'set')) },
      ]),
    ),
  };
  return (tap, qvb, { source, destination, proto }) => {
    if (proto.name === 'arp' || proto.name === 'dhcp') return undefined;
    const { verdict, decision } = walkRules([withoutSets], 'forward', {
      portIn: qvb,
      portOut: tap,
      source: source ?? undefined,
      destination,
      protocol: proto.name,
      ...('port' in proto ? { destinationPort: proto.port } : { icmpType: 8, icmpCode: 0 }),
      state: 'NEW',
    });
    if (verdict === 'accepted') return true;
    return verdict === 'dropped' && fallback.test(decision?.chain ?? '') ? false : undefined;
  };
}
