import { type Known, known } from '../facts/known.ts';
import type { Route, Rule, Stack } from '../facts/stack.ts';
import { isInRange, prefixLengthOf } from './addresses.ts';

/**
 * The IPv4 route that the kernel takes for a packet that the host itself sends to `address`, as ip-rule(8) and
 * ip-route(8) tell it: rules by priority, in each table the longest prefix, then the smallest metric.
 * Rules that select by more than the destination (source, mark, device) are passed over.
 */
export function lookUp(rules: readonly Rule[], routes: readonly Route[], address: string): Route | undefined {
  for (const rule of [...rules].sort((one, other) => one.priority - other.priority)) {
    if (rule.table === undefined || rule.hasOtherSelector || rule.source !== 'all') continue;
    if (rule.destination !== 'all' && !isInRange(address, withPrefix(rule.destination))) continue;
    const best = bestIn(
      routes.filter(({ table }) => table === rule.table),
      address,
    );
    if (best !== undefined && best.type !== 'throw') return best;
  }
  return undefined;
}

/** ip-rule(8): those that the kernel starts with. */
const kernelRules: readonly Rule[] = [[0, 'local'] as const, [32766, 'main'] as const, [32767, 'default'] as const].map(
  ([priority, table]) => ({ priority, table, source: 'all', destination: 'all', hasOtherSelector: false }),
);

/** The rules of a stack. Who saves routes as text seldom saves the rules too: then those count that nobody has changed. */
export const rulesOf = ({ rules, interfaces }: Stack): Known<readonly Rule[]> =>
  rules.known || !interfaces.known ? rules : known(kernelRules);

const withPrefix = (destination: string): string => (destination.includes('/') ? destination : `${destination}/32`);

function bestIn(routes: readonly Route[], address: string): Route | undefined {
  return routes
    .filter(({ destination, type }) => type !== 'broadcast' && isInRange(address, destination))
    .sort(
      (one, other) => prefixLengthOf(other.destination) - prefixLengthOf(one.destination) || one.metric - other.metric,
    )[0];
}

/** dvr_local_router.py, _get_snat_idx: the rule for a subnet has the number of its gateway as priority and as table. */
export const isSnatRule = ({ priority, table }: { readonly priority: number; readonly table: string | undefined }) =>
  table === String(priority) && priority > 0xffff;

/** Not one of those in tables of their own, which are for some packets only. */
export const isDefaultRoute = ({ destination, table }: Route): boolean =>
  destination === '0.0.0.0/0' && table === 'main';
