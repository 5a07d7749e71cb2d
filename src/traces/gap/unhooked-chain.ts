import { within } from '../../facts/within.ts';
import type { Cause, Question, Remedy } from './blocker.ts';
import { whereOf } from './blocker.ts';

/** A chain of the L3 agent, and the chain of the kernel that is to lead to it. */
interface Hook {
  readonly table: string;
  readonly chain: string;
  readonly own: string;
}

const agentChain = /^:((?:neutron|quantum)-l3-agent-(PREROUTING|INPUT|FORWARD|OUTPUT|POSTROUTING)) /;

/** The chains of the L3 agent that hold rules, and to which no rule leads (iptables-save(8)). */
function unhookedIn(text: string): readonly Hook[] {
  let table = '';
  const hooks: Hook[] = [];
  const filled = new Set<string>();
  const led = new Set<string>();
  for (const line of text.split('\n')) {
    if (line.startsWith('*')) table = line.slice(1).trim();
    const [, own, chain] = line.match(agentChain) ?? [];
    if (own !== undefined && chain !== undefined) hooks.push({ table, chain, own });
    const [, holder, target] = line.match(/^(?:\[\d+:\d+\] )?-A (\S+) (?:.* )?-[jg] (\S+)/) ?? [];
    if (holder !== undefined) filled.add(`${table} ${holder}`);
    if (target !== undefined) led.add(`${table} ${target}`);
  }
  return hooks.filter(({ table: name, own }) => filled.has(`${name} ${own}`) && !led.has(`${name} ${own}`));
}

/**
 * Why a rule of the agent itself drops what it is to let pass: what marks packets for it is not reached. Undefined where all
 * chains are.
 */
export function unhookedChain(
  tool: { readonly change: string },
  question: Question,
  namespace: string,
  text: string,
): Pick<Cause, 'summary' | 'evidence' | 'fix' | 'thing'> | undefined {
  const [hook] = unhookedIn(text);
  if (hook === undefined) return undefined;
  const { table, chain, own } = hook;
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
