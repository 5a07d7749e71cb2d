import { type Known } from '../facts/known.ts';
import type { Route, Rule, Stack } from '../facts/stack.ts';
/**
 * The IPv4 route that the kernel takes for a packet that the host itself sends to `address`, as ip-rule(8) and
 * ip-route(8) tell it: rules by priority, in each table the longest prefix, then the smallest metric.
 * Rules that select by more than the destination (source, mark, device) are passed over.
 */
export declare function lookUp(rules: readonly Rule[], routes: readonly Route[], address: string): Route | undefined;
/** The rules of a stack. Who saves routes as text seldom saves the rules too: then those count that nobody has changed. */
export declare const rulesOf: ({ rules, interfaces }: Stack) => Known<readonly Rule[]>;
/** dvr_local_router.py, _get_snat_idx: the rule for a subnet has the number of its gateway as priority and as table. */
export declare const isSnatRule: ({ priority, table }: {
    readonly priority: number;
    readonly table: string | undefined;
}) => boolean;
/** Not one of those in tables of their own, which are for some packets only. */
export declare const isDefaultRoute: ({ destination, table }: Route) => boolean;
