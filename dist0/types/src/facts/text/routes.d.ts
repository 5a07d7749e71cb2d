import type { Route } from '../stack.ts';
/**
 * `ip route [show table all]`; the IPv6 routes of the latter are left out. Seen with iproute2 ss111117 (2011) to 6.1.
 * `ip route show table X` doesn't repeat the table: then the caller names it. Of several next hops, the first is told.
 */
export declare function parseIpRoute(text: string, table?: string): readonly Route[];
/** A route as far as the table of net-tools tells: `netstat -nr` has no metric, and neither tells the rest. */
export type PartialRoute = Omit<Route, 'metric' | 'isOnlink' | 'isLinkDown'> & {
    readonly metric: number | undefined;
};
/**
 * `netstat -nr` and `route -n`: the main table. Seen with net-tools 1.60, 2.10 and BusyBox 1.35.
 * Where columns were lost in print, the rows run together with the heading: such a text is refused.
 */
export declare function parseNetstatRoutes(text: string): readonly PartialRoute[];
