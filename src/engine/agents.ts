import type { AgentRole } from '../facts/processes.ts';
import type { Agent } from '../topology/agents.ts';
import { type Fault, told } from './check.ts';
import { processEvidence } from './evidence.ts';
import { agentName, restartFix, safeFix } from './fixes/agents.ts';
import { areFrozen } from './frozen.ts';

const sought: Readonly<Record<AgentRole, string>> = {
  'l2-agent': 'openvswitch-agent',
  'dhcp-agent': 'dhcp-agent',
  'l3-agent': 'l3-agent',
};

/** The processes of an agent, as a user would look for them. */
const agentEvidence = ({ role }: Agent, processes: Parameters<typeof processEvidence>[0]) =>
  processEvidence(processes, sought[role]);

/** Whether this host has work for an agent: one that is neither started at boot nor has made anything is not missed. */
export const isExpected = ({ enabled, made }: Agent): boolean => enabled !== undefined || made.length > 0;

/**
 * Judges whether an agent runs. What it has wired and started goes on without it, so its absence is no more than a
 * warning until something waits for it.
 */
export function agentMissing(agent: Agent, effect: string): Fault | undefined {
  if (told(agent.processes).length > 0) return undefined;
  const { role, enabled, made, waiting, host } = agent;
  const why =
    waiting.length > 0
      ? `and ${few(waiting)} ${waiting.length === 1 ? 'waits' : 'wait'} for it`
      : made.length > 0
        ? `though ${few(made)} ${made.length === 1 ? 'is' : 'are'} its work`
        : `though its service ${enabled} is started at boot`;
  return {
    summary: `The ${agentName(role)} does not run, ${why}.`,
    severity: waiting.length > 0 ? 'error' : 'warning',
    evidence: [agentEvidence(agent, [])],
    fix: restartFix(host, role, effect),
  };
}

/** Judges whether an agent that is there is stopped: then it is as good as dead. */
export function agentFrozen(agent: Agent): Fault | undefined {
  const processes = told(agent.processes);
  if (processes.length === 0 || !areFrozen(processes)) return undefined;
  return {
    summary: `The ${agentName(agent.role)} is stopped by a signal and does nothing.`,
    severity: agent.waiting.length > 0 ? 'error' : 'warning',
    evidence: [agentEvidence(agent, processes)],
    fix: safeFix(
      'Let it go on',
      processes.map(({ pid }) => ['kill', '-CONT', String(pid)]),
      processes.map(({ pid }) => ['kill', '-STOP', String(pid)]),
      'Find out who stopped it (a debugger, a script): no service manager does that.',
    ),
  };
}

const few = (names: readonly string[]): string =>
  names.length <= 2 ? names.join(' and ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
