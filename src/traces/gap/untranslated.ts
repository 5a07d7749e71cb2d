import { within } from '../../facts/within.ts';
import { isOutside } from '../layers.ts';
import type { Gap } from '../trace.ts';
import type { Blocker, Cause } from './blocker.ts';
import { isAgents, readSaved, savedRulesOf } from './iptables.ts';

/** The router's port outside, where the answer to a guest's own address is lost on the external network. */
function outerOf({ crossing, isBack, packet, translations }: Gap) {
  const outer = [crossing.from, crossing.to].find((stop) => stop.kind === 'stack' && stop.namespace !== undefined);
  const isLostOutside = isBack && packet.isReply && [crossing.from, crossing.to].every(isOutside);
  if (!isLostOutside || translations.length > 0 || outer?.kind !== 'stack') return undefined;
  // What the router was answered at its own address, it has sent from that.
  return packet.dst === outer.address ? undefined : outer;
}

/**
 * A router that gives what its guests send no address of its own: answers go to the guests' addresses, to which nobody
 * outside has a way. Since Havana a router may be told not to translate (enable_snat); then answers come back all the same.
 */
export const untranslated: Blocker = {
  id: 'untranslated',
  commands: (gap) => {
    const outer = outerOf(gap);
    return outer === undefined ? [] : [savedRulesOf(outer.namespace)];
  },
  judge: (gap, readings): readonly Cause[] => {
    const outer = outerOf(gap);
    const text = outer && readings.text(savedRulesOf(outer.namespace));
    if (outer === undefined || text === undefined) return [];
    const chain = [...text.matchAll(/^:(\S+-snat) /gm)].map(([, name = '']) => name).find(isSnatChain);
    const rules = readSaved(text).filter(({ table }) => table === 'nat');
    if (chain === undefined || rules.some((rule) => rule.verdict === 'SNAT' && rule.spec.includes(outer.device)))
      return [];
    const random = text.includes('--random-fully') ? ['--random-fully'] : [];
    const rule = [chain, '-o', outer.device, '-j', 'SNAT', '--to-source', outer.address, ...random];
    const call = (verb: string) => within(outer.namespace, 'iptables', '-t', 'nat', verb, ...rule);
    return [
      {
        blocker: 'untranslated',
        certainty: 'decided',
        layer: 'router',
        thing: `${outer.namespace} ${chain}`,
        summary: `${outer.namespace} sends packets of ${gap.packet.dst} out with that address: its chain ${chain} has no SNAT rule for ${outer.device}, and answers do not come back.`,
        evidence: [
          {
            command: within(outer.namespace, 'iptables', '-t', 'nat', '-S', chain),
            where: outer.namespace ?? 'host',
            output: rules.flatMap((each) => (each.chain === chain ? each.text : [])).join('\n'),
          },
        ],
        fix: {
          summary: `Translate to ${outer.address}, the router's external address`,
          risk: 'disruptive',
          commands: [call('-A')],
          undo: [call('-D')],
          permanent:
            'The L3 agent maintains this rule unless enable_snat is off: if it is, the network outside needs a route to the VMs.',
        },
      },
    ];
  },
};

/** Not that of floating IPs. */
const isSnatChain = (name: string): boolean => isAgents(name) && !name.endsWith('-float-snat');
