import type { Journey } from '../journey.ts';
import type { Gap } from '../trace.ts';
import { type Blocker, type Cause, whereOf } from './blocker.ts';
import { deletion, ipRulesOf, ipTools, isAgents, isUntracking, savedRulesOf, summaryOf } from './iptables.ts';

/** The router that let an answer out with another address than was asked: nobody takes it. */
function routerOf({ packet, segment }: Gap, { crossings, destination }: Journey): string | undefined {
  const isForeign = packet.isReply && packet.src !== undefined && packet.src !== destination;
  if (!isForeign || segment.kind !== 'stack') return undefined;
  const stops = crossings.flatMap(({ from, to }) => [from, to]);
  const routers = stops.flatMap((stop) =>
    stop.kind === 'stack' && stop.namespace !== undefined ? stop.namespace : [],
  );
  return routers.find((namespace) => namespace !== segment.namespace);
}

/** Rules that keep an answer from conntrack, and so from getting back the address that was asked: seen where nobody takes it. */
export const untrackedAnswer: Blocker = {
  id: 'untracked-answer',
  commands: (gap, journey) => {
    const router = routerOf(gap, journey);
    return router === undefined ? [] : ipTools.map(({ save }) => savedRulesOf(router, save));
  },
  judge: (gap, readings, journey) => {
    const router = routerOf(gap, journey);
    if (router === undefined) return [];
    return ipRulesOf(readings, router)
      .filter(({ rule }) => isUntracking(rule) && !isAgents(rule.chain) && mayTake(rule.spec, gap.packet.src ?? ''))
      .map(
        ({ tool, question, rule }): Cause => ({
          blocker: 'untracked-answer',
          certainty: 'decided',
          layer: 'router',
          summary: summaryOf(tool, router, rule),
          evidence: [{ command: question.argv, where: whereOf(router), output: rule.text }],
          fix: deletion(tool, router, rule),
        }),
      );
  },
};

/** Whether a rule may be about what comes from an address: it names it, or none. */
function mayTake(spec: readonly string[], address: string): boolean {
  const given = spec[spec.indexOf('-s') + 1];
  return !spec.includes('-s') || given?.split('/')[0] === address;
}
