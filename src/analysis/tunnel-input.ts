import { conditionsOfKind } from '../netfilter/predicates.ts';
import type { Rule, Table, Tables } from '../netfilter/rule.ts';
import { type Walk, walkRules } from '../netfilter/walk.ts';
import type { Carrier } from '../topology/tunnel-ends.ts';

/** What the host's own rules do to the first packet that comes in by a tunnel; undefined where that is not sure. */
export function tunnelRefusal(tables: Tables, carrier: Carrier): Walk | undefined {
  const passed = [...tables.values()].map(withoutOthers);
  const { protocol, localIp, remoteIp, device } = carrier;
  const packet = {
    ...{ in: device, out: null, portIn: null, portOut: null },
    ...{ source: remoteIp, destination: localIp, protocol, state: 'NEW' },
  };
  const walks = (protocol === 'gre' ? [null] : carrier.ports).map((port) =>
    walkRules(passed, 'input', { ...packet, destinationPort: port }),
  );
  const isRefused = walks.every(({ verdict }) => verdict === 'rejected' || verdict === 'dropped');
  return isRefused ? walks[0] : undefined;
}

/**
 * Without the rules that can't be meant for a tunnel: those for what the host sends to itself, and those that lead to chains of
 * the agents and of nova, which let nothing in from other hosts but HTTP, where the list does not show them.
 */
function withoutOthers(table: Table): Table {
  const chains = [...table.chains].map(([name, chain]) => {
    const rules = chain.rules.filter((rule) => !isForLoopback(rule) && !leadsToAgent(rule));
    return [name, { ...chain, rules }] as const;
  });
  return { ...table, chains: new Map(chains) };
}

const isForLoopback = (rule: Rule): boolean =>
  conditionsOfKind(rule, 'in').some(({ device, isNegated }) => device === 'lo' && !isNegated);

const leadsToAgent = ({ target }: Rule): boolean =>
  target.kind === 'other' && /^(?:neutron|quantum|nova)-/.test(target.name);
