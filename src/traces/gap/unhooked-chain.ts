import { within } from '../../facts/within.ts';
import type { Cause, Question, Remedy } from './blocker.ts';
import { whereOf } from './blocker.ts';

/** A chain of the L3 agent, by the chain of the kernel that is to lead to it. */
const agentChain = /^(?:neutron|quantum)-l3-agent-(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)$/;

/** A rule: where it is, and its target. */
interface Held {
  readonly table: string;
  readonly chain: string;
  readonly verdict: string;
}

/**
 * Why a rule of the agent itself drops what it is to let pass: what marks packets for it is not reached. Undefined where all
 * chains are.
 */
export function unhookedChain(
  tool: { readonly change: string },
  question: Question,
  namespace: string,
  rules: readonly Held[],
): Pick<Cause, 'summary' | 'evidence' | 'fix' | 'thing'> | undefined {
  const led = new Set(rules.map(({ table, verdict }) => `${table} ${verdict}`));
  const held = rules.find((rule) => agentChain.test(rule.chain) && !led.has(`${rule.table} ${rule.chain}`));
  const [own, chain] = agentChain.exec(held?.chain ?? '') ?? [];
  if (held === undefined || own === undefined || chain === undefined) return undefined;
  const { table } = held;
  const call = (verb: string) => within(namespace, tool.change, '-t', table, verb, chain, '-j', own);
  const fix: Remedy = {
    summary: `Lead chain ${chain} of table ${table} to ${own} again`,
    risk: 'safe',
    commands: [call('-I')],
    undo: [call('-D')],
    permanent: 'Find what took the rule away (a firewall service, a script) and leave the rules of agents out there.',
  };
  return {
    thing: `${namespace} ${table} ${own}`,
    summary: `Chain ${chain} of table ${table} on ${namespace} no longer leads to ${own}: rules of the L3 agent drop what is not marked there.`,
    evidence: [
      {
        command: question.argv,
        where: whereOf(namespace),
        output: `:${own} - (no rule of table ${table} jumps to it)`,
      },
    ],
    fix,
  };
}
