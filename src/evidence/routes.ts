import type { Evidence } from '../engine/check.ts';
import type { Route } from '../facts/stack.ts';
import { ip } from '../facts/within.ts';

/** `ip route show` for a destination. */
export function routeEvidence(namespace: string | undefined, destination: string, routes: readonly Route[]): Evidence {
  return {
    command: ip(namespace, 'route', 'show', destination),
    where: namespace ?? 'host',
    output: routes.length === 0 ? '(no route)' : routes.map(spellRoute).join('\n'),
  };
}

/** A route in the words of `ip route`. */
export function spellRoute(route: Route): string {
  const words = [
    route.type === 'unicast' ? '' : route.type,
    route.destination === '0.0.0.0/0' ? 'default' : route.destination,
    route.gateway === undefined ? '' : `via ${route.gateway}`,
    route.device === undefined ? '' : `dev ${route.device}`,
    route.table === 'main' ? '' : `table ${route.table}`,
    route.metric === 0 ? '' : `metric ${route.metric}`,
    route.isOnlink ? 'onlink' : '',
  ];
  return words.filter((word) => word !== '').join(' ');
}

/** The same as words of a command. */
export const routeWords = (route: Route): readonly string[] => spellRoute(route).split(' ');
