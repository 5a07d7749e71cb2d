import { within } from '../../../facts/within.ts';
import type { Argv } from '../../../host/process.ts';
import { quietly } from '../steps.ts';

/** What breaks a lab, with its undo. */
export interface Change {
  readonly inject: readonly Argv[];
  readonly heal: readonly Argv[];
}

/** A table of nftables that holds one chain with one rule. */
export function nftRule(
  namespace: string | undefined,
  family: string,
  chain: string,
  rule: string,
  type: 'filter' | 'nat' = 'filter',
): Change {
  const nft = (...words: Argv) => within(namespace, 'nft', ...words);
  const away = quietly(...nft('delete', 'table', family, 'site'));
  return {
    inject: [
      // A fix takes the rule, and leaves the chain, which may have another hook.
      away,
      nft('add', 'table', family, 'site'),
      nft('add', 'chain', family, 'site', 'own', `{ type ${type} ${chain} ; }`),
      nft('add', 'rule', family, 'site', 'own', rule),
    ],
    heal: [away],
  };
}

/** One rule at the head of a chain, by a tool such as `iptables`. */
export function firstRule(
  namespace: string | undefined,
  tool: string,
  table: string,
  chain: string,
  ...rule: Argv
): Change {
  const call = (verb: string) => within(namespace, tool, '-t', table, verb, chain, ...rule);
  return { inject: [call('-I')], heal: [quietly(...call('-D'))] };
}

/** A policy rule before all others but that of the table `local`. */
export function policyRule(namespace: string | undefined, ...rule: Argv): Change {
  const call = (verb: string) => ip(namespace, 'rule', verb, 'pref', '100', ...rule);
  return { inject: [call('add')], heal: [quietly(...call('del'))] };
}

export function routeTo(namespace: string | undefined, ...route: Argv): Change {
  return {
    inject: [ip(namespace, 'route', 'add', ...route)],
    heal: [quietly(...ip(namespace, 'route', 'del', ...route))],
  };
}

/** A neighbour entry with the MAC of a machine that is gone. */
export function wrongNeighbour(namespace: string | undefined, address: string, device: string): Change {
  const entry = [address, 'dev', device];
  return {
    inject: [ip(namespace, 'neigh', 'replace', ...entry, 'lladdr', '02:00:00:00:00:99', 'nud', 'permanent')],
    heal: [quietly(...ip(namespace, 'neigh', 'del', ...entry))],
  };
}

/** What should leave by a device goes to a queue that drops all of it, or some. */
export function queue(namespace: string | undefined, device: string, ...kind: Argv): Change {
  const call = (...words: Argv) => within(namespace, 'tc', 'qdisc', ...words);
  return {
    inject: [call('add', 'dev', device, 'root', ...kind)],
    heal: [quietly(...call('del', 'dev', device, 'root'))],
  };
}

export function ipsecBlock(namespace: string | undefined, direction: string, ...selector: Argv): Change {
  const policy = (verb: string) => ip(namespace, 'xfrm', 'policy', verb, ...selector, 'dir', direction);
  return { inject: [[...policy('add'), 'action', 'block']], heal: [quietly(...policy('delete'))] };
}

export function setting(namespace: string | undefined, name: string, bad: number, good: number): Change {
  const call = (value: number) => within(namespace, 'sysctl', '-qw', `net/ipv4/${name}=${value}`);
  return { inject: [call(bad)], heal: [call(good)] };
}

export function flow(bridge: string, match: string, actions: string): Change {
  return {
    inject: [['ovs-ofctl', 'add-flow', bridge, `${match},actions=${actions}`]],
    heal: [['ovs-ofctl', '--strict', 'del-flows', bridge, match]],
  };
}

/** A flag that `ovs-ofctl mod-port` sets on a port of a bridge, and its opposite. */
export function portFlag(bridge: string, port: string, bad: string, good: string): Change {
  const call = (flag: string): Argv => ['ovs-ofctl', 'mod-port', bridge, port, flag];
  return { inject: [call(bad)], heal: [call(good)] };
}

/** `all`, taken together. */
export const together = (...all: readonly Change[]): Change => ({
  inject: all.flatMap(({ inject }) => inject),
  heal: all.toReversed().flatMap(({ heal }) => heal),
});

export const ip = (namespace: string | undefined, ...words: Argv): Argv =>
  namespace === undefined ? ['ip', ...words] : ['ip', '-n', namespace, ...words];
